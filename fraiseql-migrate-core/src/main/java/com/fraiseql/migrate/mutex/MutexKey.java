// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.mutex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The advisory lock's key: the first eight bytes of SHA-256 over a prefix, the schema and the history table
 * (FORMATS.md). PostgreSQL adds the database by itself, so two databases, schemas or tables never wait for each other.
 */
public record MutexKey(long value) {

    public static MutexKey of(String schema, String table) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("fraiseql-migrate\0" + schema + "\0" + table).getBytes(StandardCharsets.UTF_8));
            return new MutexKey(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One row: whether this session has it now, and its process ID. */
    public String tryLock() {
        return "SELECT pg_catalog.pg_try_advisory_lock(" + value + "), pg_catalog.pg_backend_pid()";
    }

    public String unlock() {
        return "SELECT pg_catalog.pg_advisory_unlock(" + value + ")";
    }

    /**
     * Fails with 22012 unless this session owns the mutex, or nobody does; whatever happens, nobody else can take it
     * until this transaction ends. Behind a transaction pooler the session that owns it may be another one: then this
     * fails.
     */
    public String proof() {
        return "SELECT 1 / pg_catalog.pg_try_advisory_xact_lock(" + value + ")::int";
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
