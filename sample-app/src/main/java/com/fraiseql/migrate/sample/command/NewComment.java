// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** A comment to be. */
record NewComment(
        @NotNull UUID postId,
        @NotNull UUID authorId,
        @NotBlank String content) {}
