// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.db.NotificationWait;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads notes, as one instance of those that are alive.
 *
 * <p>An instance registers, arms the triggers, and takes a snapshot after that. It reads the notes of transactions that
 * its last snapshot did not see and the current one does. A transaction that was in progress at the first snapshot may
 * have written before the triggers were armed; when it ends, changes may have been missed. So may they where the
 * instance's row is gone (the table is unlogged, so a crash empties it, and others delete rows without a heartbeat), or
 * where the triggers were not armed all the time since the last heartbeat.
 */
public final class NoteReader implements ChangeFeed {

    /** The source of a note that concerns everything. */
    static final String ANY = "*";

    private static final String SETTINGS = "SET LOCAL lock_timeout = '5s';";
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final int LEASE_SECONDS = 30;
    private static final int FORGOTTEN_SECONDS = 60;

    private final TransactionalSession session;
    private final @Nullable NotificationWait notifications;
    private final Supplier<List<KeyPlan>> plans;
    private final NoteNames names;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, Integer> prepared = new HashMap<>();
    private Map<String, NotedTable> tables = Map.of();
    private int width;
    private String first = "";
    private String last = "";
    private long beaten;

    private NoteReader(
            TransactionalSession session,
            @Nullable NotificationWait notifications,
            Supplier<List<KeyPlan>> plans,
            NoteNames names) {
        this.session = session;
        this.notifications = notifications;
        this.plans = plans;
        this.names = names;
    }

    /**
     * Opens it.
     *
     * @param schema where the generated objects are; {@code null} for where the session sees them
     * @param notified whether writers are to wake it
     */
    public static NoteReader open(
            DataSource dataSource, @Nullable String schema, Supplier<List<KeyPlan>> plans, boolean notified)
            throws SQLException {
        TransactionalSession session = TransactionalSession.open(dataSource, () -> SETTINGS);
        NotificationWait notifications = null;
        try {
            session.requireOwnSession(dataSource);
            NoteNames names = new NoteNames(String.valueOf(NoteInstaller.schema(session, schema)));
            notifications = notified ? NotificationWait.open(dataSource, NoteNames.CHANNEL) : null;
            NoteReader reader = new NoteReader(session, notifications, plans, names);
            reader.readPlans();
            reader.register();
            return reader;
        } catch (SQLException | RuntimeException e) {
            if (notifications != null) {
                notifications.close();
            }
            session.discard();
            session.close();
            throw e;
        }
    }

    private void readPlans() {
        tables = NotedTable.of(plans.get()).stream()
                .collect(Collectors.toMap(NotedTable::version, table -> table, (a, b) -> a, LinkedHashMap::new));
        width = tables.values().stream().mapToInt(t -> t.columns().size()).max().orElse(0);
    }

    private void register() throws SQLException {
        session.readingCommitted(tx -> {
            tx.execute(lock());
            tx.execute("INSERT INTO " + names.instance() + " (id, beat, read_to) VALUES ('" + id
                    + "', pg_catalog.clock_timestamp(), '0') ON CONFLICT (id) DO UPDATE SET read_to = '0', beat ="
                    + " excluded.beat");
            tx.query(arm());
            return 0;
        });
        first = session.query("SELECT pg_catalog.pg_current_snapshot()::text")
                .get(0)
                .text(0);
        last = first;
        beaten = System.nanoTime();
    }

    /** So that no instance disarms what another one has just armed. */
    private String lock() {
        return "SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(" + Sql.literal(names.instance())
                + ", 0))";
    }

    private String arm() {
        String until =
                "(pg_catalog.floor(EXTRACT(epoch FROM pg_catalog.clock_timestamp())) + " + LEASE_SECONDS + ")::bigint";
        return "SELECT pg_catalog.setval(" + Sql.literal(names.armed()) + ", " + until + ")"
                + (notifications == null
                        ? ""
                        : ", pg_catalog.setval(" + Sql.literal(names.wake()) + ", " + until + ")");
    }

    @Override
    public Batch poll() {
        try {
            boolean missed = System.nanoTime() - beaten > BEAT.toNanos() && !beat();
            List<Row> rows = session.query(question());
            if (missed || !rows.get(0).flag("registered")) {
                register();
                return new Batch(true, List.of());
            }
            last = rows.get(0).text("snapshot");
            return answer(rows);
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private String question() {
        StringBuilder values = new StringBuilder();
        StringBuilder columns = new StringBuilder();
        for (int i = 1; i <= width; i++) {
            columns.append(", n.c").append(i);
            values.append(i == 1 ? "" : ", ")
                    .append("pg_catalog.unnest(m.c")
                    .append(i)
                    .append(")");
        }
        String notes = "SELECT DISTINCT m.source, m.bits, m.everything"
                + (width == 0 ? "" : columns.toString().replace("n.c", "u.c"))
                + " FROM " + names.note() + " m"
                + (width == 0
                        ? ""
                        : " LEFT JOIN LATERAL ROWS FROM (" + values + ") AS u ("
                                + columns.substring(2).replace("n.c", "c") + ") ON true")
                + " WHERE m.x >= pg_catalog.pg_snapshot_xmin(" + snapshot(last)
                + ") AND NOT pg_catalog.pg_visible_in_snapshot(m.x, " + snapshot(last) + ")";
        return "SELECT pg_catalog.pg_current_snapshot()::text AS snapshot, EXISTS (SELECT FROM " + names.instance()
                + " WHERE id = '" + id + "') AS registered, EXISTS (SELECT FROM pg_catalog.pg_snapshot_xip("
                + snapshot(first) + ") x WHERE NOT pg_catalog.pg_visible_in_snapshot(x, " + snapshot(last)
                + ") AND pg_catalog.pg_visible_in_snapshot(x, pg_catalog.pg_current_snapshot())) AS early,"
                + " n.source, n.bits, n.everything" + columns + " FROM (SELECT) one LEFT JOIN (" + notes
                + ") n ON true";
    }

    private static String snapshot(String text) {
        return "'" + text + "'::pg_catalog.pg_snapshot";
    }

    private Batch answer(List<Row> rows) throws SQLException {
        if (rows.get(0).flag("early")) {
            return new Batch(true, List.of());
        }
        Map<List<Object>, List<List<@Nullable String>>> notes = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.textOrNull("source") != null) {
                List<@Nullable String> values = new ArrayList<>();
                for (int i = 1; i <= width; i++) {
                    values.add(row.textOrNull("c" + i));
                }
                notes.computeIfAbsent(
                                List.of(row.text("source"), row.number("bits"), row.flag("everything")),
                                note -> new ArrayList<>())
                        .add(values);
            }
        }
        if (notes.keySet().stream().anyMatch(note -> !tables.containsKey(note.get(0)))) {
            readPlans();
            return new Batch(true, List.of());
        }
        KeyLookups lookups = new KeyLookups(session, prepared);
        for (Map.Entry<List<Object>, List<List<@Nullable String>>> note : notes.entrySet()) {
            NotedTable table = tables.get(note.getKey().get(0));
            if (table != null) {
                lookups.add(
                        table,
                        (Long) note.getKey().get(1),
                        (Boolean) note.getKey().get(2),
                        note.getValue());
            }
        }
        return new Batch(false, lookups.changes());
    }

    /**
     * Says that this instance is alive and what it has read, and deletes what every instance has read. Gives whether
     * the triggers have been armed all the time.
     */
    private boolean beat() throws SQLException {
        List<Row> rows = session.query("WITH before AS MATERIALIZED (SELECT last_value AS until FROM " + names.armed()
                + ") SELECT b.until, a.* FROM before b CROSS JOIN LATERAL (" + arm()
                + ", EXTRACT(epoch FROM pg_catalog.clock_timestamp()) < b.until) a (done"
                + (notifications == null ? "" : ", woken") + ", covered)");
        boolean covered = rows.get(0).flag("covered");
        session.execute("UPDATE " + names.instance() + " SET beat = pg_catalog.clock_timestamp(), read_to ="
                + " pg_catalog.pg_snapshot_xmin(" + snapshot(last) + ") WHERE id = '" + id + "'");
        session.execute("DELETE FROM " + names.instance() + " WHERE beat < pg_catalog.clock_timestamp() - INTERVAL '"
                + FORGOTTEN_SECONDS + " s'");
        // min(xid8) is not in PostgreSQL 14
        session.execute("DELETE FROM " + names.note() + " WHERE x < (SELECT read_to FROM " + names.instance()
                + " ORDER BY read_to LIMIT 1)");
        beaten = System.nanoTime();
        return covered;
    }

    @Override
    public void await(Duration time) throws InterruptedException {
        if (notifications == null) {
            Thread.sleep(time.toMillis());
            return;
        }
        try {
            notifications.await(time.compareTo(BEAT) < 0 ? time : BEAT);
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private static MigrateException lost(SQLException e) {
        return MigrateException.builder(
                        FailureCode.CONNECTION_LOST,
                        "Changes in the database cannot be read: " + e.getMessage(),
                        "Nothing, if the server comes back: the connection is opened again.")
                .cause(e)
                .build();
    }

    @Override
    public void close() {
        try {
            session.readingCommitted(tx -> {
                tx.execute(lock());
                tx.execute("DELETE FROM " + names.instance() + " WHERE id = '" + id + "'");
                tx.query("SELECT pg_catalog.setval(s.name, 1) FROM (VALUES (" + Sql.literal(names.armed()) + "), ("
                        + Sql.literal(names.wake()) + ")) s (name) WHERE NOT EXISTS (SELECT FROM " + names.instance()
                        + ")");
                tx.execute("DELETE FROM " + names.note() + " WHERE NOT EXISTS (SELECT FROM " + names.instance() + ")");
                return 0;
            });
        } catch (SQLException e) {
            // the connection is gone; the row is forgotten after a minute
        }
        if (notifications != null) {
            notifications.close();
        }
        session.discard();
        session.close();
    }
}
