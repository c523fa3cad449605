// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

/**
 * A part of a migration that runs and is recorded as one.
 *
 * @param unit its number in the migration, from 1
 * @param kind how it runs
 * @param statements how many statements it has, BEGIN and COMMIT included
 * @param line the line of its first character in the file, from 1
 * @param lastLine the line of the last character of its last statement, or of that statement's data
 * @param checksum SHA-256 over its statements as they stand in the file, in lower-case hex
 * @param title the first line of its first statement that is not BEGIN or COMMIT, without secrets
 */
public record UnitReport(int unit, Kind kind, int statements, int line, int lastLine, String checksum, String title) {

    /** How a unit runs. */
    public enum Kind {
        /** In a transaction that the engine begins and commits. */
        TRANSACTION,
        /** The file's own BEGIN … COMMIT. */
        EXPLICIT,
        /** One statement, outside of any transaction. */
        STANDALONE
    }
}
