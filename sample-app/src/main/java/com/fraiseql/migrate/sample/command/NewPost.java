// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A post to be; a category that does not exist yet is made. */
record NewPost(
        @NotBlank String title,
        @NotBlank String content,
        @NotNull UUID authorId,
        @Nullable String category) {}
