// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.mutex;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.ShownQuery;
import com.fraiseql.migrate.script.Sha256;
import java.nio.ByteBuffer;

/**
 * The advisory lock's key: the first eight bytes of SHA-256 over a prefix, the schema and the history table
 * (FORMATS.md). PostgreSQL adds the database by itself, so two databases, schemas or tables never wait for each other.
 */
public record MutexKey(long value) {

    public static MutexKey of(String schema, String table) {
        return hashOf("fraiseql-migrate\0" + schema + "\0" + table);
    }

    /** Of the sync: another one than the migrator's, since a new release may migrate while an older one still syncs. */
    public static MutexKey ofSync(String schema) {
        return hashOf("fraiseql-sync\0" + schema);
    }

    private static MutexKey hashOf(String name) {
        return new MutexKey(ByteBuffer.wrap(Sha256.bytesOf(name)).getLong());
    }

    /** One row: whether this session has it now, and its process ID. */
    public String tryLock() {
        return "SELECT pg_catalog.pg_try_advisory_lock(" + value + "), pg_catalog.pg_backend_pid()";
    }

    public String unlock() {
        return "SELECT pg_catalog.pg_advisory_unlock(" + value + ")";
    }

    /**
     * Fails with 22012 unless this session owns the mutex, or none does; in any case no other session can take it
     * until this transaction ends. Behind a transaction pooler the session that owns it may be another one: then this
     * fails.
     */
    public String proof() {
        return "SELECT 1 / pg_catalog.pg_try_advisory_xact_lock(" + value + ")::int";
    }

    /** A row of the session that holds it, for {@link #holderInWords}; no row if none does. */
    public String holder() {
        return """
                SELECT l.pid, COALESCE(NULLIF(a.application_name, ''), 'unnamed') AS application,
                 COALESCE(a.usename, 'unknown') AS user, COALESCE(a.client_addr::text, 'local') AS client,
                 COALESCE(a.state, 'unknown') AS state,
                 (extract(epoch FROM pg_catalog.clock_timestamp() - COALESCE(a.xact_start, a.state_change)))::bigint
                  AS seconds,
                 pg_catalog.left(COALESCE(a.query, ''), 1000) AS query
                 FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
                 WHERE l.granted AND\s""" + locksCondition();
    }

    /** The session that holds it, in words. */
    public static String holderInWords(Row row) {
        return "pid " + row.textOrNull("pid") + ", application " + row.textOrNull("application") + ", user "
                + row.textOrNull("user")
                + ", client " + row.textOrNull("client") + ", " + row.textOrNull("state") + " for "
                + row.textOrNull("seconds") + " s: "
                + ShownQuery.of(row.textOrNull("query"));
    }

    /** The halves by which {@code pg_locks} shows it. */
    String locksCondition() {
        long high = value >>> 32;
        long low = value & 0xFFFFFFFFL;
        return "l.locktype = 'advisory' AND l.objsubid = 1 AND l.classid = " + high + "::oid AND l.objid = " + low
                + "::oid"
                + " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
                + "pg_catalog.current_database())";
    }
}
