// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.write.Columns;

/**
 * What an instance that reads notes says to the server.
 *
 * @param id of the instance
 * @param notified whether writers are to wake it
 */
record ReaderSql(NoteNames names, String id, boolean notified) {

    /** How long an instance counts as alive. */
    static final int LEASE_SECONDS = 30;

    private static final int FORGOTTEN_SECONDS = 60;

    /** So that no instance disarms what another one has just armed. */
    String lock() {
        return "SELECT pg_catalog.pg_advisory_xact_lock(" + key(names.instance()) + ")";
    }

    private static String key(String name) {
        return "pg_catalog.hashtextextended(" + Sql.literal(name) + ", 0)";
    }

    String register() {
        return "INSERT INTO " + names.instance() + " (id, beat, read_to) VALUES ('" + id
                + "', pg_catalog.clock_timestamp(), '0') ON CONFLICT (id) DO UPDATE SET read_to = '0', beat ="
                + " excluded.beat";
    }

    String arm() {
        String until =
                "(pg_catalog.floor(EXTRACT(epoch FROM pg_catalog.clock_timestamp())) + " + LEASE_SECONDS + ")::bigint";
        return "SELECT pg_catalog.setval(" + Sql.literal(names.armed()) + ", " + until + ")"
                + (notified ? ", pg_catalog.setval(" + Sql.literal(names.wake()) + ", " + until + ")" : "");
    }

    /**
     * The transactions that may have written in this database, as an array. A transaction that has written holds a lock
     * until its end; transactions in other databases are in a snapshot, too.
     */
    String writing() {
        return """
                SELECT ARRAY(SELECT t.transactionid FROM pg_catalog.pg_locks t
                 WHERE t.locktype = 'transactionid' AND t.granted AND EXISTS (
                  SELECT FROM pg_catalog.pg_locks r WHERE r.virtualtransaction = t.virtualtransaction
                   AND r.locktype = 'relation' AND r.mode <> 'AccessShareLock' AND r.database = (
                    SELECT d.oid FROM pg_catalog.pg_database d
                    WHERE d.datname = pg_catalog.current_database())))::text""";
    }

    /**
     * The first snapshot.
     *
     * @param writing what {@link #writing} has given before: who has ended since has ended before the snapshot
     */
    String begin(String writing) {
        return "SELECT pg_catalog.pg_current_snapshot()::text AS snapshot, ARRAY(SELECT x::text FROM"
                + " pg_catalog.pg_snapshot_xip(pg_catalog.pg_current_snapshot()) x WHERE x::pg_catalog.xid = ANY ('"
                + writing + "'::pg_catalog.xid[]))::text AS early";
    }

    /**
     * Asks for the notes that a snapshot did not see: one row without a {@code source}, then one for each of them.
     *
     * @param last the snapshot
     * @param early the transactions that may have written before the triggers were armed
     * @param width how many columns of values there are
     */
    String question(String last, String early, int width) {
        String values = Columns.each(width, ", ", i -> "pg_catalog.unnest(m.c" + i + ")");
        String columns = Columns.each(width, "", i -> ", u.c" + i);
        return "SELECT pg_catalog.pg_current_snapshot()::text AS snapshot, EXISTS (SELECT FROM " + names.instance()
                + " WHERE id = '" + id + "') AS registered, EXISTS (SELECT FROM pg_catalog.unnest('" + early
                + "'::pg_catalog.xid8[]) x WHERE NOT pg_catalog.pg_visible_in_snapshot(x, " + snapshot(last)
                + ") AND pg_catalog.pg_visible_in_snapshot(x, pg_catalog.pg_current_snapshot())) AS early,"
                + " NULL AS source, NULL::int8 AS bits, NULL::bool AS everything"
                + Columns.each(width, "", i -> ", NULL AS c" + i)
                + " UNION ALL (SELECT DISTINCT NULL, NULL::bool, NULL::bool, m.source, m.bits, m.everything" + columns
                + " FROM " + names.note() + " m"
                + (width == 0
                        ? ""
                        : " LEFT JOIN LATERAL ROWS FROM (" + values + ") AS u ("
                                + Columns.each(width, ", ", i -> "c" + i) + ") ON true")
                + " WHERE m.x >= pg_catalog.pg_snapshot_xmax(" + snapshot(last) + ")" + orInProgress(last) + ")";
    }

    /**
     * The transactions that were in progress, one by one: what others have noted since the oldest of them began has
     * been read.
     */
    private static String orInProgress(String last) {
        String transactions = last.substring(last.lastIndexOf(':') + 1);
        return transactions.isEmpty() ? "" : " OR m.x = ANY ('{" + transactions + "}'::pg_catalog.xid8[])";
    }

    private static String snapshot(String text) {
        return "'" + text + "'::pg_catalog.pg_snapshot";
    }

    /**
     * Says that the instance is alive and what it has read, arms the triggers again, and deletes what every instance
     * has read, unless another one is at it. Gives whether the triggers were armed all the time ({@code covered}), and
     * up to where notes are deleted ({@code read_to}).
     *
     * @param deletedTo where the last deletion has ended: rows that are dead cost time until they are vacuumed
     */
    String beat(String last, String deletedTo) {
        String instances = names.instance();
        // min(xid8) is not in PostgreSQL 14
        return "SET LOCAL synchronous_commit = off; UPDATE " + instances
                + " SET beat = pg_catalog.clock_timestamp(), read_to = pg_catalog.pg_snapshot_xmin(" + snapshot(last)
                + ") WHERE id = '" + id + "'; DELETE FROM " + instances + " WHERE id IN (SELECT id FROM " + instances
                + " WHERE beat < pg_catalog.clock_timestamp() - INTERVAL '" + FORGOTTEN_SECONDS
                + " s' FOR UPDATE SKIP LOCKED); WITH armed AS MATERIALIZED (SELECT last_value AS until FROM "
                + names.armed() + "), free AS MATERIALIZED (SELECT pg_catalog.pg_try_advisory_xact_lock("
                + key(names.note()) + ") AS free), bound AS MATERIALIZED (SELECT (SELECT read_to FROM " + instances
                + " ORDER BY read_to LIMIT 1) AS read_to FROM free WHERE free), deleted AS (DELETE FROM " + names.note()
                + " WHERE x >= '" + deletedTo + "' AND x < (SELECT read_to FROM bound))"
                + " SELECT b.until, (SELECT read_to FROM bound) AS read_to, a.* FROM armed b CROSS JOIN LATERAL ("
                + arm() + ", EXTRACT(epoch FROM pg_catalog.clock_timestamp()) < b.until) a (done"
                + (notified ? ", woken" : "") + ", covered)";
    }

    /** Says that the instance has ended; the last one disarms the triggers and leaves no notes. */
    String end() {
        String last = " WHERE NOT EXISTS (SELECT FROM " + names.instance() + ")";
        return "DELETE FROM " + names.instance() + " WHERE id = '" + id
                + "'; SELECT pg_catalog.setval(s.name, 1) FROM (VALUES (" + Sql.literal(names.armed()) + "), ("
                + Sql.literal(names.wake()) + ")) s (name)" + last + "; DELETE FROM " + names.note() + last;
    }
}
