// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

import com.fraiseql.migrate.catalog.BaseTableCounts;
import com.fraiseql.migrate.catalog.TableName;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code fraiseql_sync}, in the schema of the history table: one row for each {@code tv_}. A range's effects
 * and its mark here commit together, and an index is dropped in the transaction that records how to rebuild it.
 */
public final class StateTable {

    public static final String NAME = "fraiseql_sync";

    /**
     * Columns that the first release did not have. Each of them may be NULL, so that an older release can still use
     * the table.
     */
    private static final Map<String, String> LATER = later();

    private static Map<String, String> later() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("files", "text[]");
        columns.put("target_files", "text[]");
        columns.put("filled", "boolean");
        columns.put("wrote", "boolean");
        columns.put("stale_by", "text[]");
        columns.put("held", "text");
        columns.put("held_for", "text");
        return columns;
    }

    private final String schema;

    public StateTable(String schema) {
        this.schema = schema;
    }

    public String schema() {
        return schema;
    }

    String qualified() {
        return Sql.name(schema, NAME);
    }

    private StateReader reader() {
        return new StateReader(new TableName(schema, NAME));
    }

    /** The staging table of a projection. */
    public String staging(long tableOid) {
        return Sql.name(schema, NAME + "_stage_" + tableOid);
    }

    String createSql() {
        return """
            CREATE TABLE IF NOT EXISTS %s (
                projection text PRIMARY KEY,
                table_oid bigint,
                definition text,
                target text,
                target_oid bigint,
                reason text,
                phase text,
                bounds text[] NOT NULL DEFAULT '{}',
                base_key text,
                ranges_done int[] NOT NULL DEFAULT '{}',
                inserted bigint NOT NULL DEFAULT 0,
                updated bigint NOT NULL DEFAULT 0,
                deleted bigint NOT NULL DEFAULT 0,
                phase_inserted bigint NOT NULL DEFAULT 0,
                rows bigint,
                indexes text[] NOT NULL DEFAULT '{}',
                checkpoint text,
                start_xid bigint,
                base_counts text[] NOT NULL DEFAULT '{}',
                base_oldest bigint,
                own_xids bigint NOT NULL DEFAULT 0,
                started_at timestamptz,
                finished_at timestamptz,
                failure text,
                files text[],
                target_files text[],
                filled boolean,
                wrote boolean,
                stale_by text[],
                held text,
                held_for text
            )""".formatted(qualified());
    }

    /** Creates the table, or adds the columns that one of an earlier release lacks. */
    public void create(TransactionalSession link) throws SQLException {
        link.execute(createSql());
        List<String> missing = link
                .query("SELECT name FROM unnest(" + Sql.array(List.copyOf(LATER.keySet()))
                        + ") WITH ORDINALITY AS l (name, n) WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE "
                        + "a.attrelid = "
                        + Sql.literal(qualified())
                        + "::regclass AND a.attname = l.name AND NOT a.attisdropped) ORDER BY n")
                .stream()
                .map(row -> row.text(0))
                .toList();
        if (!missing.isEmpty()) {
            link.execute("ALTER TABLE " + qualified()
                    + missing.stream()
                            .map(name -> " ADD COLUMN IF NOT EXISTS " + name + " " + LATER.get(name))
                            .collect(Collectors.joining(",")));
        }
    }

    /** Every row, by projection. */
    public Map<String, SyncState> read(TransactionalSession link) throws SQLException {
        return reader().read(link);
    }

    /** The marks of each table: the tables that it reads and that have been written. */
    public Map<String, List<String>> stale(TransactionalSession link) throws SQLException {
        return reader().stale(link);
    }

    /** The counters of the base tables when the phase began. */
    public BaseTableCounts base(TransactionalSession link, String projection) throws SQLException {
        return reader().base(link, projection);
    }

    /**
     * A sync begins from the start. Indexes that an earlier one has deferred stay recorded. The tables that read this
     * one are marked in the same transaction, before the first row is written, so that they learn of the write even if
     * the process is killed.
     */
    public String begin(
            String projection, String target, long oid, List<String> files, String reason, List<String> dependents) {
        return "INSERT INTO " + qualified()
                + " AS s (projection, target, target_oid, target_files, reason, started_at) VALUES ("
                + Sql.literal(projection) + "," + Sql.literal(target) + "," + oid + "," + Sql.array(files) + ","
                + Sql.literal(reason)
                + ", clock_timestamp()) ON CONFLICT (projection) DO UPDATE SET target = EXCLUDED.target,"
                + " wrote = s.target IS NOT NULL AND (s.wrote OR s.inserted + s.updated + s.deleted > 0), held = "
                + "NULL, held_for = NULL, target_files = EXCLUDED.target_files,"
                + " target_oid = EXCLUDED.target_oid, reason = EXCLUDED.reason, started_at = EXCLUDED.started_at, "
                + "phase = NULL,"
                + " bounds = '{}', ranges_done = '{}', inserted = 0, updated = 0, deleted = 0, phase_inserted = 0,"
                + " checkpoint = NULL, start_xid = NULL, own_xids = 0, failure = NULL"
                + (dependents.isEmpty() ? "" : ";" + markStale(projection, dependents));
    }

    /** Marks the tables that read this one: they have to be compared. */
    public String markStale(String projection, List<String> dependents) {
        return "UPDATE " + qualified() + " SET stale_by = array_append(array_remove(stale_by, "
                + Sql.literal(projection) + "), " + Sql.literal(projection) + ") WHERE projection = ANY ("
                + Sql.array(dependents) + ")";
    }

    /** The table holds rows that no sync has written, so this one does not change them. */
    public String held(String projection, String definition, String report) {
        return "INSERT INTO " + qualified() + " (projection, held, held_for, reason) VALUES (" + Sql.literal(projection)
                + ","
                + Sql.literal(report) + "," + Sql.literal(definition) + ", 'it has rows that no sync has written')"
                + " ON CONFLICT (projection) DO UPDATE SET held = EXCLUDED.held, held_for = EXCLUDED.held_for";
    }

    /** The phase is abandoned, and the rows that are there are compared. */
    public String planAgain(String projection) {
        return update(projection, "phase = NULL, bounds = '{}', ranges_done = '{}'");
    }

    /**
     * A phase begins. {@code startXid} is the next transaction id before it, {@code null} if other sessions were
     * writing.
     */
    public String beginPhase(String projection, PhaseRanges cut, @Nullable Long startXid, BaseTableCounts base) {
        return update(
                projection,
                "phase = " + Sql.literal(cut.phase().name()) + ", bounds = " + Sql.array(cut.bounds()) + ", base_key = "
                        + Sql.literal(cut.base() == null ? null : cut.base().text())
                        + ", ranges_done = '{}', phase_inserted = 0, rows = 0, start_xid = " + startXid
                        + ", own_xids = 1, base_counts = " + Sql.array(base.counts()) + ", base_oldest = "
                        + base.oldest());
    }

    /** A range is done. Gives one row, or none if another worker has done this range. */
    public String rangeDone(String projection, FillPhase phase, int range, RangeCounts counts) {
        return update(
                        projection,
                        "ranges_done = array_append(ranges_done, " + range
                                + "), own_xids = own_xids + 1, rows = coalesce(rows, 0) + " + counts.rows() + ","
                                + written(counts))
                + " AND phase = " + Sql.literal(phase.name()) + " AND NOT " + range
                + " = ANY (ranges_done) RETURNING 1";
    }

    /** A part of a range is done; other sessions hold the rest, which will be retried. */
    public String rangePart(String projection, RangeCounts counts) {
        return update(projection, "own_xids = own_xids + 1," + written(counts));
    }

    private static String written(RangeCounts counts) {
        return " inserted = inserted + " + counts.inserted() + ", phase_inserted = phase_inserted + "
                + counts.inserted() + ", updated = updated + " + counts.updated() + ", deleted = deleted + "
                + counts.deleted();
    }

    public String indexesDeferred(String projection, List<String> statements) {
        return update(projection, "indexes = indexes || " + Sql.array(statements));
    }

    public String indexBuilt(String projection, String statement) {
        return update(projection, "indexes = array_remove(indexes, " + Sql.literal(statement) + ")");
    }

    public String checkpoint(String projection, String checkpoint) {
        return update(projection, "checkpoint = " + Sql.literal(checkpoint));
    }

    public String failed(String projection, String message) {
        return update(projection, "failure = " + Sql.literal(message));
    }

    /**
     * A sync is done. If it has written nothing, the tables that read this one need not be compared because of it.
     *
     * @param table the table as it is read, {@code Target.rows}
     * @param hook whether a hook has filled it, which does not report what it has written
     */
    public String finish(String projection, String table, boolean hook, List<String> dependents) {
        String unmark = hook || dependents.isEmpty()
                ? ""
                : "UPDATE " + qualified() + " d SET stale_by = array_remove(d.stale_by, " + Sql.literal(projection)
                        + ") FROM "
                        + qualified() + " s WHERE s.projection = " + Sql.literal(projection)
                        + " AND NOT coalesce(s.wrote, false) AND s.inserted + s.updated + s.deleted = 0 AND "
                        + "d.projection = ANY ("
                        + Sql.array(dependents) + ");";
        return unmark
                + update(
                        projection,
                        "definition = target, table_oid = target_oid, files = target_files, target = NULL, "
                                + "target_oid = NULL,"
                                + " target_files = NULL, phase = NULL, bounds = '{}', ranges_done = '{}', "
                                + "checkpoint = NULL,"
                                + " failure = NULL, stale_by = NULL, wrote = NULL, filled = EXISTS (SELECT FROM "
                                + table
                                + "), finished_at = clock_timestamp()");
    }

    /** What the unfinished sync has written so far: inserted, updated, deleted, inserted in this phase. */
    public String totals(String projection) {
        return "SELECT inserted, updated, deleted, phase_inserted FROM " + qualified() + " WHERE projection = "
                + Sql.literal(projection);
    }

    /** Whether no other session has been given a transaction id since the phase began. */
    public String quietSince(String projection) {
        return "SELECT start_xid + own_xids = pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM " + qualified()
                + " WHERE projection = " + Sql.literal(projection);
    }

    private String update(String projection, String assignments) {
        return "UPDATE " + qualified() + " SET " + assignments + " WHERE projection = " + Sql.literal(projection);
    }
}
