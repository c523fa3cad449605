// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/**
 * What one reading of a migration's file tells of its content.
 *
 * @param checksum the checksum that {@link Checksums#of} gives
 * @param reading what is left of the reading for the next one
 */
public record FileSums(String checksum, FirstReading reading) {}
