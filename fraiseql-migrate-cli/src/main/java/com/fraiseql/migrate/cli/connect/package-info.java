// SPDX-License-Identifier: Apache-2.0
/**
 * Which server: from {@code --url}, {@code DATABASE_URL}, libpq's variables and files, or the project's configuration.
 */
@NullMarked
package com.fraiseql.migrate.cli.connect;

import org.jspecify.annotations.NullMarked;
