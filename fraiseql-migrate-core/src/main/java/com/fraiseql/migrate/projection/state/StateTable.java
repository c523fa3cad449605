// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

import com.fraiseql.migrate.catalog.BaseTableCounts;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.ranges.BaseKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code fraiseql_sync}, in the schema of the history table: one row for each {@code tv_}. A range's effects
 * and its mark here commit together, and an index is dropped in the transaction that notes how to build it again.
 */
public final class StateTable {

    public static final String NAME = "fraiseql_sync";

    /**
     * Columns that the first release did not have. Every one of them may be NULL, so that an older release can go on
     * with the table.
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

    String qualified() {
        return Sql.name(schema, NAME);
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
        Map<String, SyncState> states = new LinkedHashMap<>();
        try {
            for (Row row : link.query(
                    "SELECT projection, coalesce(table_oid, 0), definition, target, coalesce(target_oid, 0), "
                            + "coalesce(reason, ''),"
                            + " phase, array_to_string(bounds, chr(31)), array_to_string(ranges_done, ','),"
                            + " array_to_string(indexes, chr(31)), checkpoint, rows,"
                            + " (extract(epoch FROM finished_at) * 1000)::bigint, base_key,"
                            + later("files", true) + "," + later("target_files", true) + "," + later("filled", false)
                            + ","
                            + later("stale_by", true) + "," + later("held", false) + "," + later("held_for", false)
                            + ", inserted + updated + deleted FROM " + qualified() + " s")) {
                states.put(row.text(0), state(row));
            }
        } catch (SQLException e) {
            if ("42703".equals(e.getSQLState())) {
                throw MigrateException.builder(
                                FailureCode.FOREIGN_SYNC_TABLE,
                                "The table " + schema + "." + NAME
                                        + " is not the one that keeps the state of the sync: " + e.getMessage(),
                                "Rename that table, or keep the state in another schema (fraiseql.migrate.schema).")
                        .cause(e)
                        .build();
            }
            throw e;
        }
        return states;
    }

    /** A column that a table of an earlier release may lack. */
    private static String later(String column, boolean array) {
        return array
                ? "(SELECT string_agg(v, chr(31)) FROM jsonb_array_elements_text(CASE jsonb_typeof(to_jsonb(s) -> '"
                        + column + "') WHEN 'array' THEN to_jsonb(s) -> '" + column + "' END) v)"
                : "to_jsonb(s) ->> '" + column + "'";
    }

    /**
     * A sync begins from the start. Indexes that an earlier one has deferred stay noted. The tables that read this one
     * are marked in the same transaction, before the first row is written, so that no kill can hide from them that
     * something was.
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

    /** Marks tables that read this one: they have to be compared. */
    public String markStale(String projection, List<String> dependents) {
        return "UPDATE " + qualified() + " SET stale_by = array_append(array_remove(stale_by, "
                + Sql.literal(projection) + "), " + Sql.literal(projection) + ") WHERE projection = ANY ("
                + Sql.array(dependents) + ")";
    }

    /** The table holds rows that are not ours to change. */
    public String held(String projection, String definition, String report) {
        return "INSERT INTO " + qualified() + " (projection, held, held_for, reason) VALUES (" + Sql.literal(projection)
                + ","
                + Sql.literal(report) + "," + Sql.literal(definition) + ", 'it has rows that no sync has written')"
                + " ON CONFLICT (projection) DO UPDATE SET held = EXCLUDED.held, held_for = EXCLUDED.held_for";
    }

    /** The phase is given up, and what is there is compared. */
    public String planAgain(String projection) {
        return update(projection, "phase = NULL, bounds = '{}', ranges_done = '{}'");
    }

    /** A phase begins. {@code startXid} is the next transaction id before it, {@code null} if others were writing. */
    public String beginPhase(String projection, PhaseRanges cut, @Nullable Long startXid, BaseTableCounts base) {
        return update(
                projection,
                "phase = " + Sql.literal(cut.phase().name()) + ", bounds = " + Sql.array(cut.bounds()) + ", base_key = "
                        + Sql.literal(cut.base() == null ? null : cut.base().text())
                        + ", ranges_done = '{}', phase_inserted = 0, rows = 0, start_xid = " + startXid
                        + ", own_xids = 1, base_counts = " + Sql.array(base.counts()) + ", base_oldest = "
                        + base.oldest());
    }

    /** A range is done. One row, or none if this range is not ours to do any more. */
    public String rangeDone(String projection, FillPhase phase, int range, RangeCounts counts) {
        return update(
                        projection,
                        "ranges_done = array_append(ranges_done, " + range
                                + "), own_xids = own_xids + 1, rows = coalesce(rows, 0) + " + counts.rows() + ","
                                + written(counts))
                + " AND phase = " + Sql.literal(phase.name()) + " AND NOT " + range
                + " = ANY (ranges_done) RETURNING 1";
    }

    /** A part of a range is done; the rest is locked by others and will be retried. */
    public String rangePart(String projection, RangeCounts counts) {
        return update(projection, "own_xids = own_xids + 1," + written(counts));
    }

    private static String written(RangeCounts counts) {
        return " inserted = inserted + " + counts.inserted() + ", phase_inserted = phase_inserted + "
                + counts.inserted() + ", updated = updated + " + counts.updated() + ", deleted = deleted + "
                + counts.deleted();
    }

    public String indexesPutOff(String projection, List<String> statements) {
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
     * A sync is done. If it has written nothing, the tables that read this one need not be compared for its sake.
     *
     * @param table the table as it is read, {@code Target.rows}
     * @param hook whether a hook has filled it, which does not say what it has written
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

    /** What tables are marked with: those that they read and that have been written. */
    public Map<String, List<String>> stale(TransactionalSession link) throws SQLException {
        Map<String, List<String>> marks = new LinkedHashMap<>();
        for (Row row : link.query("SELECT projection, array_to_string(stale_by, chr(31)) FROM " + qualified()
                + " WHERE stale_by <> '{}' ORDER BY projection")) {
            marks.put(row.text(0), split(row.text(1), "\u001f"));
        }
        return marks;
    }

    /** What the unfinished sync has written so far: inserted, updated, deleted, inserted in this phase. */
    public String totals(String projection) {
        return "SELECT inserted, updated, deleted, phase_inserted FROM " + qualified() + " WHERE projection = "
                + Sql.literal(projection);
    }

    /** What was counted below the view when the phase began. */
    public BaseTableCounts base(TransactionalSession link, String projection) throws SQLException {
        Row row = link.query("SELECT array_to_string(base_counts, chr(31)), base_oldest FROM " + qualified()
                        + " WHERE projection = " + Sql.literal(projection))
                .get(0);
        return new BaseTableCounts(
                split(row.text(0), "\u001f"), row.textOrNull(1) == null ? null : Long.valueOf(row.text(1)));
    }

    /** Whether nobody else has been given a transaction id since the phase began. */
    public String quietSince(String projection) {
        return "SELECT start_xid + own_xids = pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM " + qualified()
                + " WHERE projection = " + Sql.literal(projection);
    }

    private String update(String projection, String assignments) {
        return "UPDATE " + qualified() + " SET " + assignments + " WHERE projection = " + Sql.literal(projection);
    }

    private static SyncState state(Row row) {
        Set<Integer> done = new TreeSet<>();
        for (String range : split(row.text(8), ",")) {
            done.add(Integer.valueOf(range));
        }
        return new SyncState(
                row.text(0),
                row.number(1),
                row.textOrNull(2),
                row.textOrNull(3),
                row.number(4),
                row.text(5),
                row.textOrNull(6) == null ? null : FillPhase.valueOf(row.text(6)),
                split(row.text(7), "\u001f"),
                done,
                split(row.text(9), "\u001f"),
                row.textOrNull(10),
                row.textOrNull(11) == null ? null : Long.valueOf(row.text(11)),
                row.textOrNull(12) == null ? null : Instant.ofEpochMilli(row.number(12)),
                BaseKey.parse(row.textOrNull(13)),
                split(row.textOrNull(14) == null ? "" : row.text(14), "\u001f"),
                split(row.textOrNull(15) == null ? "" : row.text(15), "\u001f"),
                row.textOrNull(16) == null ? null : Boolean.valueOf(row.text(16)),
                split(row.textOrNull(17) == null ? "" : row.text(17), "\u001f"),
                row.textOrNull(18),
                row.textOrNull(19),
                row.number(20));
    }

    private static List<String> split(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
    }
}
