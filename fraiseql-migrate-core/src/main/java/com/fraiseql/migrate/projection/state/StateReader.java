// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

import com.fraiseql.migrate.catalog.BaseTableCounts;
import com.fraiseql.migrate.catalog.TableName;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.state.SyncState.Comparison;
import com.fraiseql.migrate.projection.state.SyncState.Finished;
import com.fraiseql.migrate.projection.state.SyncState.Unfinished;
import com.fraiseql.migrate.ranges.BaseKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the rows of the table {@code fraiseql_sync}, also of a table that an earlier release has created. */
final class StateReader {

    private final TableName table;

    StateReader(TableName table) {
        this.table = table;
    }

    private String qualified() {
        return Sql.name(table.schema(), table.table());
    }

    /** Every row, by projection. */
    Map<String, SyncState> read(TransactionalSession link) throws SQLException {
        Map<String, SyncState> states = new LinkedHashMap<>();
        try {
            for (Row row : link.query("SELECT projection, coalesce(table_oid, 0) AS table_oid, definition, target,"
                    + " coalesce(target_oid, 0) AS target_oid, coalesce(reason, '') AS reason, phase,"
                    + " array_to_string(bounds, chr(31)) AS bounds, array_to_string(ranges_done, ',') AS ranges_done,"
                    + " array_to_string(indexes, chr(31)) AS indexes, checkpoint, rows,"
                    + " (extract(epoch FROM finished_at) * 1000)::bigint AS finished_at, base_key, "
                    + laterArray("files") + ", " + laterArray("target_files") + ", " + later("filled") + ", "
                    + laterArray("stale_by") + ", " + later("held") + ", " + later("held_for")
                    + ", inserted + updated + deleted AS written FROM " + qualified() + " s")) {
                states.put(row.text("projection"), state(row));
            }
        } catch (SQLException e) {
            if ("42703".equals(e.getSQLState())) {
                throw MigrateException.builder(
                                FailureCode.FOREIGN_SYNC_TABLE,
                                "The table " + table.schema() + "." + table.table()
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
    private static String later(String column) {
        return "to_jsonb(s) ->> '" + column + "' AS " + column;
    }

    /** Such a column that is an array, its elements joined. */
    private static String laterArray(String column) {
        String value = "to_jsonb(s) -> '" + column + "'";
        return "(SELECT string_agg(v, chr(31)) FROM jsonb_array_elements_text(CASE jsonb_typeof(" + value
                + ") WHEN 'array' THEN " + value + " END) v) AS " + column;
    }

    /** The marks of each table: the tables that it reads and that have been written. */
    Map<String, List<String>> stale(TransactionalSession link) throws SQLException {
        Map<String, List<String>> marks = new LinkedHashMap<>();
        for (Row row : link.query("SELECT projection, array_to_string(stale_by, chr(31)) AS stale_by FROM "
                + qualified() + " WHERE stale_by <> '{}' ORDER BY projection")) {
            marks.put(row.text("projection"), list(row, "stale_by"));
        }
        return marks;
    }

    /** The counters of the base tables when the phase began. */
    BaseTableCounts base(TransactionalSession link, String projection) throws SQLException {
        Row row = link.query("SELECT array_to_string(base_counts, chr(31)) AS base_counts, base_oldest FROM "
                        + qualified() + " WHERE projection = " + Sql.literal(projection))
                .get(0);
        return new BaseTableCounts(list(row, "base_counts"), row.numberOrNull("base_oldest"));
    }

    private static SyncState state(Row row) {
        Set<Integer> done = new TreeSet<>();
        for (String range : split(row.text("ranges_done"), ",")) {
            done.add(Integer.valueOf(range));
        }
        String phase = row.textOrNull("phase");
        PhaseRanges cut = phase == null
                ? null
                : new PhaseRanges(
                        FillPhase.valueOf(phase), list(row, "bounds"), BaseKey.parse(row.textOrNull("base_key")));
        return new SyncState(
                row.text("projection"),
                finished(row),
                new Unfinished(
                        row.textOrNull("target"),
                        row.number("target_oid"),
                        list(row, "target_files"),
                        cut,
                        done,
                        list(row, "indexes"),
                        row.textOrNull("checkpoint")),
                row.text("reason"),
                row.number("written"),
                list(row, "stale_by"),
                new Comparison(row.textOrNull("held"), row.textOrNull("held_for")));
    }

    private static Finished finished(Row row) {
        Long at = row.numberOrNull("finished_at");
        String filled = row.textOrNull("filled");
        return new Finished(
                row.textOrNull("definition"),
                row.number("table_oid"),
                list(row, "files"),
                filled == null ? null : Boolean.valueOf(filled),
                row.numberOrNull("rows"),
                at == null ? null : Instant.ofEpochMilli(at));
    }

    /** An array that the query has joined; empty if it is NULL. */
    private static List<String> list(Row row, String column) {
        String joined = row.textOrNull(column);
        return joined == null ? List.of() : split(joined, "\u001f");
    }

    private static List<String> split(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
    }
}
