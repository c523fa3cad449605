// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncState.Phase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code fraiseql_sync}, in the schema of the history table: one row for each {@code tv_}. A range's effects and its mark here
 * commit together, and an index is dropped in the transaction that notes how to build it again.
 */
final class StateTable {

    static final String NAME = "fraiseql_sync";

    private final String schema;

    StateTable(String schema) {
        this.schema = schema;
    }

    String qualified() {
        return Sql.name(schema, NAME);
    }

    /** The staging table of a projection. */
    String staging(long tableOid) {
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
                failure text
            )""".formatted(qualified());
    }

    /** Every row, by projection. */
    Map<String, SyncState> read(Link link) throws SQLException {
        Map<String, SyncState> states = new LinkedHashMap<>();
        try {
            for (@Nullable
            String[] row : link.query(
                    "SELECT projection, coalesce(table_oid, 0), definition, target, coalesce(target_oid, 0), coalesce(reason, ''),"
                            + " phase, array_to_string(bounds, chr(31)), array_to_string(ranges_done, ','),"
                            + " array_to_string(indexes, chr(31)), checkpoint, rows,"
                            + " (extract(epoch FROM finished_at) * 1000)::bigint, base_key FROM " + qualified())) {
                states.put(text(row[0]), state(row));
            }
        } catch (SQLException e) {
            if ("42703".equals(e.getSQLState())) {
                throw new MigrateException(
                        FailureCode.FOREIGN_SYNC_TABLE,
                        "The table " + schema + "." + NAME + " is not the one that keeps the state of the sync: "
                                + e.getMessage(),
                        "Rename that table, or keep the state in another schema (fraiseql.migrate.schema).",
                        null,
                        null,
                        e);
            }
            throw e;
        }
        return states;
    }

    /** A sync begins anew. Indexes that an earlier one has put off stay noted. */
    String begin(String projection, String target, long oid, String reason) {
        return "INSERT INTO " + qualified() + " AS s (projection, target, target_oid, reason, started_at) VALUES ("
                + Sql.literal(projection) + "," + Sql.literal(target) + "," + oid + "," + Sql.literal(reason)
                + ", clock_timestamp()) ON CONFLICT (projection) DO UPDATE SET target = EXCLUDED.target,"
                + " target_oid = EXCLUDED.target_oid, reason = EXCLUDED.reason, started_at = EXCLUDED.started_at, phase = NULL,"
                + " bounds = '{}', ranges_done = '{}', inserted = 0, updated = 0, deleted = 0, phase_inserted = 0,"
                + " checkpoint = NULL, start_xid = NULL, own_xids = 0, failure = NULL";
    }

    /** The phase is given up, and what is there is compared. */
    String planAgain(String projection) {
        return update(projection, "phase = NULL, bounds = '{}', ranges_done = '{}'");
    }

    /** A phase begins. {@code startXid} is the next transaction id before it, {@code null} if others were writing. */
    String beginPhase(String projection, Cut cut, @Nullable Long startXid, BaseTables base) {
        return update(
                projection,
                "phase = " + Sql.literal(cut.phase().name()) + ", bounds = " + Sql.array(cut.bounds()) + ", base_key = "
                        + Sql.literal(cut.base() == null ? null : cut.base().text())
                        + ", ranges_done = '{}', phase_inserted = 0, rows = 0, start_xid = " + startXid
                        + ", own_xids = 1, base_counts = " + Sql.array(base.counts()) + ", base_oldest = "
                        + base.oldest());
    }

    /** A range is done. One row, or none if this range is not ours to do any more. */
    String rangeDone(String projection, Phase phase, int range, RangeCounts counts) {
        return update(
                        projection,
                        "ranges_done = array_append(ranges_done, " + range
                                + "), own_xids = own_xids + 1, rows = coalesce(rows, 0) + " + counts.rows() + ","
                                + written(counts))
                + " AND phase = " + Sql.literal(phase.name()) + " AND NOT " + range
                + " = ANY (ranges_done) RETURNING 1";
    }

    /** A part of a range is done; the rest is locked by others and will be tried again. */
    String rangePart(String projection, RangeCounts counts) {
        return update(projection, "own_xids = own_xids + 1," + written(counts));
    }

    private static String written(RangeCounts counts) {
        return " inserted = inserted + " + counts.inserted() + ", phase_inserted = phase_inserted + "
                + counts.inserted() + ", updated = updated + " + counts.updated() + ", deleted = deleted + "
                + counts.deleted();
    }

    String indexesPutOff(String projection, List<String> statements) {
        return update(projection, "indexes = indexes || " + Sql.array(statements));
    }

    String indexBuilt(String projection, String statement) {
        return update(projection, "indexes = array_remove(indexes, " + Sql.literal(statement) + ")");
    }

    String checkpoint(String projection, String checkpoint) {
        return update(projection, "checkpoint = " + Sql.literal(checkpoint));
    }

    String failed(String projection, String message) {
        return update(projection, "failure = " + Sql.literal(message));
    }

    String finish(String projection) {
        return update(
                projection,
                "definition = target, table_oid = target_oid, target = NULL, target_oid = NULL, phase = NULL, bounds = '{}',"
                        + " ranges_done = '{}', checkpoint = NULL, failure = NULL, finished_at = clock_timestamp()");
    }

    /** What the unfinished sync has written so far: inserted, updated, deleted, inserted in this phase. */
    String totals(String projection) {
        return "SELECT inserted, updated, deleted, phase_inserted FROM " + qualified() + " WHERE projection = "
                + Sql.literal(projection);
    }

    /** What was counted below the view when the phase began. */
    BaseTables base(Link link, String projection) throws SQLException {
        @Nullable
        String[] row = link.query("SELECT array_to_string(base_counts, chr(31)), base_oldest FROM " + qualified()
                        + " WHERE projection = " + Sql.literal(projection))
                .get(0);
        return new BaseTables(split(text(row[0]), "\u001f"), row[1] == null ? null : Long.valueOf(text(row[1])));
    }

    /** Whether nobody else has been given a transaction id since the phase began. */
    String quietSince(String projection) {
        return "SELECT start_xid + own_xids = pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM " + qualified()
                + " WHERE projection = " + Sql.literal(projection);
    }

    private String update(String projection, String assignments) {
        return "UPDATE " + qualified() + " SET " + assignments + " WHERE projection = " + Sql.literal(projection);
    }

    private static SyncState state(@Nullable String[] row) {
        Set<Integer> done = new TreeSet<>();
        for (String range : split(text(row[8]), ",")) {
            done.add(Integer.valueOf(range));
        }
        return new SyncState(
                text(row[0]),
                Long.parseLong(text(row[1])),
                row[2],
                row[3],
                Long.parseLong(text(row[4])),
                text(row[5]),
                row[6] == null ? null : Phase.valueOf(text(row[6])),
                split(text(row[7]), "\u001f"),
                done,
                split(text(row[9]), "\u001f"),
                row[10],
                row[11] == null ? null : Long.valueOf(text(row[11])),
                row[12] == null ? null : Instant.ofEpochMilli(Long.parseLong(text(row[12]))),
                BaseKey.parse(row[13]));
    }

    private static List<String> split(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNull(value);
    }
}
