// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A migration written in Java. It has its place among the files by its version, and runs in one transaction together
 * with its history row; it must neither commit nor roll back nor close the connection.
 */
public interface CodeMigration {

    /** The version, formed like a file name without its ending: {@code 007_hash_passwords}. */
    String version();

    /**
     * Does the work inside the transaction that the engine has opened.
     *
     * @param connection the engine's; not in autocommit, not to be kept
     * @throws SQLException as it comes from the driver: the transaction is rolled back and the run ends with
     *     CODE_MIGRATION_FAILED
     */
    void migrate(Connection connection) throws SQLException;

    /** The SQL that undoes it, kept in the history so that any release can run it; {@code null} if there is none. */
    default @Nullable String rollbackSql() {
        return null;
    }

    /** What must change when the meaning changes. The default is the version, so that refactoring is free. */
    default String checksum() {
        return version();
    }
}
