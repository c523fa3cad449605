// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.registry;

import org.jspecify.annotations.Nullable;

/**
 * A table whose maintenance has been installed.
 *
 * @param table the {@code tv_} with its schema
 * @param lock the number of L(tv), the advisory lock of the table as a whole
 * @param definition the hash of its view when it was installed, {@code null} if a file has installed it that did not
 *     know it
 * @param generated the hash of the generated SQL
 * @param compared whether it has been made equal to its view since
 */
public record RegisteredTable(
        String table, long lock, @Nullable String definition, String generated, boolean compared) {}
