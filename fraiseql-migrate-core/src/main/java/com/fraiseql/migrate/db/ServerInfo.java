// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;

/**
 * What the engine knows of the server before it does anything.
 *
 * @param product the start of {@code version()}, for instance {@code PostgreSQL}
 * @param versionNumber {@code server_version_num}, for instance 180001
 * @param version {@code server_version}, for instance {@code 18.1}
 * @param database the database's name
 * @param readOnly whether the server is a standby or the session read-only
 * @param pid {@code pg_backend_pid()}, the process that has answered
 */
public record ServerInfo(
        String product, int versionNumber, String version, String database, boolean readOnly, int pid) {

    /** The oldest server that is supported. */
    public static final int OLDEST = 140000;

    /** The major version, for instance 18. */
    public int major() {
        return versionNumber / 10_000;
    }

    /** Refuses what is not PostgreSQL 14 or newer. There is no upper limit, and no nagging about new versions. */
    public void requireSupported() {
        if (!product.startsWith("PostgreSQL")) {
            throw new MigrateException(
                    FailureCode.NOT_POSTGRESQL,
                    "The server is " + product + ", not PostgreSQL.",
                    "Use PostgreSQL 14 or newer.");
        }
        if (versionNumber < OLDEST) {
            throw new MigrateException(
                    FailureCode.SERVER_TOO_OLD,
                    "The server is PostgreSQL " + version + "; 14 is the oldest that is supported.",
                    "Upgrade the server.");
        }
    }

    /** Refuses a server that cannot be written to. */
    public void requireWritable() {
        if (readOnly) {
            throw new MigrateException(
                    FailureCode.READ_ONLY,
                    "The server is read-only (a standby, or default_transaction_read_only is on), and there are"
                            + " migrations to run.",
                    "Connect to the primary server, or use a session that may write.");
        }
    }
}
