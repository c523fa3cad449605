// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.db.NotificationWait;
import com.fraiseql.migrate.db.Row;
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
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads notes, as one instance of those that are alive.
 *
 * <p>An instance registers, arms the triggers, and takes a snapshot after that. It reads the notes of transactions that
 * its last snapshot did not see and the current one does. A transaction that was writing in this database before the
 * first snapshot may have written before the triggers were armed; when it ends, changes may have been missed. So may
 * they where the instance's row is gone (the table is unlogged, so a crash empties it, and others delete rows without a
 * heartbeat), or where the triggers were not armed all the time since the last heartbeat.
 */
public final class NoteReader implements ChangeFeed {

    /** The source of a note that concerns everything. */
    static final String ANY = "*";

    private static final String SETTINGS = "SET LOCAL lock_timeout = '5s';";
    private static final Duration BEAT = Duration.ofSeconds(2);
    /** How long what others commit is awaited after a notification: so many of them are one poll. */
    private static final long BURST_MILLIS = 10;

    private final TransactionalSession session;
    private final @Nullable NotificationWait notifications;
    private final Supplier<List<KeyPlan>> plans;
    private final ReaderSql sql;
    private final Map<String, Integer> prepared = new HashMap<>();
    private Map<String, NotedTable> tables = Map.of();
    private int width;
    private String early = "";
    private String last = "";
    private String deletedTo = "0";
    private long beaten;

    private NoteReader(
            TransactionalSession session,
            @Nullable NotificationWait notifications,
            Supplier<List<KeyPlan>> plans,
            ReaderSql sql) {
        this.session = session;
        this.notifications = notifications;
        this.plans = plans;
        this.sql = sql;
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
            ReaderSql sql = new ReaderSql(names, UUID.randomUUID().toString(), notified);
            NoteReader reader = new NoteReader(session, notifications, plans, sql);
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
            tx.execute(sql.lock());
            tx.execute(sql.register());
            tx.query(sql.arm());
            return 0;
        });
        String writing = session.query(sql.writing()).get(0).text(0);
        Row begun = session.query(sql.begin(writing)).get(0);
        last = begun.text("snapshot");
        early = begun.text("early");
        deletedTo = "0";
        beaten = System.nanoTime();
    }

    @Override
    public Batch poll() {
        try {
            boolean missed = System.nanoTime() - beaten > BEAT.toNanos() && !beat();
            List<Row> rows = session.query(sql.question(last, early, width));
            Row state = rows.stream()
                    .filter(row -> row.textOrNull("source") == null)
                    .findFirst()
                    .orElseThrow();
            if (missed || !state.flag("registered")) {
                register();
                return new Batch(true, List.of());
            }
            last = state.text("snapshot");
            return state.flag("early") ? new Batch(true, List.of()) : answer(rows);
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private Batch answer(List<Row> rows) throws SQLException {
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

    /** Says that this instance is alive, and gives whether the triggers have been armed all the time. */
    private boolean beat() throws SQLException {
        Row row = session.query(sql.beat(last, deletedTo)).get(0);
        deletedTo = Objects.requireNonNullElse(row.textOrNull("read_to"), deletedTo);
        beaten = System.nanoTime();
        return row.flag("covered");
    }

    @Override
    public void await(Duration time) throws InterruptedException {
        if (notifications == null) {
            Thread.sleep(time.toMillis());
            return;
        }
        try {
            notifications.await(time.compareTo(BEAT) < 0 ? time : BEAT);
            Thread.sleep(BURST_MILLIS);
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
                tx.execute(sql.lock());
                tx.execute(sql.end());
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
