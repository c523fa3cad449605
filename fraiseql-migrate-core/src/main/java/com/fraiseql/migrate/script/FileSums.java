// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/**
 * What one reading of a migration's file tells of its content.
 *
 * @param checksum the checksum that {@link Checksums#of} gives
 * @param raw the sum of all bytes, those below the rollback marker too
 */
public record FileSums(String checksum, RawSum raw) {}
