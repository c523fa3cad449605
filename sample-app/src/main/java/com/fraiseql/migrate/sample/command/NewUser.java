// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.command;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/** A user to be. */
record NewUser(
        @NotBlank @Email String email,
        @NotBlank String username,
        @NotBlank String fullName,
        @Nullable String bio) {}
