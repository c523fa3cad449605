// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.table.Target;
import com.fraiseql.migrate.ranges.BaseKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one range. Pure.
 *
 * <p><b>Compare</b> is one statement, so one snapshot. It joins the source and the table over the range, keeps what
 * differs by its bytes ({@code *<>}, which also works for types without equality, such as {@code json}), and applies
 * that:
 *
 * <ol>
 *   <li>A row that differs or has vanished is locked with SKIP LOCKED, and only if it still is the version (its
 *       {@code xmin}) that was compared: a writer that has changed it meanwhile knew more. Rows that another session
 *       has locked are counted and retried later, so this never waits for a row lock while holding one.
 *   <li>Locked rows are updated or deleted. A writer that has changed {@code tb_} but not yet {@code tv_} waits for
 *       this transaction and then writes what it knows.
 *   <li>Missing rows are inserted unless a writer was faster. A row that a writer deleted meanwhile without seeing this
 *       one is removed by the next comparison (the settling of {@link TableSync}).
 * </ol>
 */
final class RangeSql {

    private final Target target;
    private final String staging;
    private final String key;
    private final RowSql columns;

    RangeSql(Target target, String staging) {
        this.target = target;
        this.staging = staging;
        this.key = Sql.name(target.key().name());
        this.columns = new RowSql(target);
    }

    /** How its rows are written in SQL. */
    RowSql columns() {
        return columns;
    }

    /**
     * The rows of a range that is loaded, in the order that is cheapest to read, usually that of the base tables.
     */
    String rows(PhaseRanges cut, int range) {
        return "SELECT " + (cut.phase().staged() ? columns.stagedAsNamed() : target.columnList()) + source(cut, range);
    }

    /**
     * FROM and WHERE of a range. Pages of the base table are found by joining it to itself: from PostgreSQL 18 on the
     * planner sees that the two are one (manual, enable_self_join_elimination), and {@link RangePlan} asks it whether
     * it has.
     */
    private String source(PhaseRanges cut, int range) {
        if (cut.phase().staged()) {
            return " FROM " + staging + " WHERE " + cut.pageCondition("", range);
        }
        BaseKey base = cut.base();
        if (base == null) {
            return " FROM " + target.from() + " WHERE " + target.keyCondition(cut.bounds(), range);
        }
        return " FROM (SELECT s.* FROM (SELECT * FROM " + target.from() + ") s JOIN " + base.table() + " base ON base."
                + base.column() + " = s." + key + " WHERE " + cut.pageCondition("base.", range) + ") paged";
    }

    /**
     * Fills a range of an empty table. Fails with 23505 if an id is already there, or occurs twice.
     *
     * @param order what its rows are sorted by; {@code null} to leave them in the order in which they are read
     */
    String load(PhaseRanges cut, int range, @Nullable String order, boolean skipExisting) {
        String rows = rows(cut, range);
        // OFFSET 0 keeps PostgreSQL from evaluating the view's columns twice, once to sort by them
        String sorted = order == null
                ? rows
                : "SELECT " + target.columnList() + " FROM (" + rows + " OFFSET 0) r ORDER BY " + order;
        String insert = "INSERT INTO " + target.table() + " (" + target.columnList() + ") " + sorted
                + (skipExisting ? " ON CONFLICT (" + key + ") DO NOTHING" : "");
        return target.historyTable() == null
                ? insert
                : "WITH ins AS (" + insert + " RETURNING " + key + " AS k), hist AS (" + history("SELECT k FROM ins")
                        + ") SELECT count(*) FROM ins";
    }

    /**
     * Makes a range equal to the source. Rows that have vanished are deleted first, since a new row may take over
     * their unique values. Gives one row: rows, ids, inserted, updated, deleted, skipped.
     *
     * @param deletes whether rows that have vanished are deleted
     * @param again whether two more columns say what was written and by which transaction
     * @param before the transaction of an earlier attempt at the same range, {@code null} if there was none
     */
    String compare(PhaseRanges cut, int range, boolean deletes, boolean again, @Nullable String before) {
        String source;
        String difference;
        if (cut.phase().staged()) {
            source = "";
            difference = "SELECT *" + source(cut, range);
        } else {
            source = "src AS MATERIALIZED (" + rows(cut, range) + "), ";
            difference = difference("src", target.keyCondition(cut.bounds(), range));
        }
        String counted = cut.phase().staged()
                ? "(SELECT count(*) FROM diff), (SELECT count(*) FROM diff)"
                : "(SELECT count(*) FROM src)," + " (SELECT count(DISTINCT " + key + ") FROM src)";
        StringBuilder sql = new StringBuilder("WITH ")
                .append(source)
                .append("diff AS MATERIALIZED (")
                .append(difference)
                .append("), cand AS (SELECT count(*) AS n FROM ")
                .append(target.rows())
                .append(" t JOIN diff d ON t.")
                .append(key)
                .append(" = d.tk WHERE t.xmin = d.tx), locked AS MATERIALIZED (SELECT t.")
                .append(key)
                .append(" AS k FROM ")
                .append(target.rows())
                .append(" t JOIN diff d ON t.")
                .append(key)
                .append(" = d.tk WHERE t.xmin = d.tx FOR UPDATE OF t SKIP LOCKED)");
        sql.append(", del AS (DELETE FROM ")
                .append(target.rows())
                .append(" t USING diff d JOIN locked l ON l.k = d.tk WHERE t.")
                .append(key)
                .append(" = d.tk AND NOT d.has_source AND ")
                .append(deletes)
                .append(" RETURNING d.tk AS k)");
        if (target.columns().size() > 1) {
            sql.append(", upd AS (UPDATE ")
                    .append(target.rows())
                    .append(" t SET ")
                    .append(columns.assignments())
                    .append(" FROM diff d JOIN locked l ON l.k = d.tk WHERE t.")
                    .append(key)
                    .append(" = d.tk AND d.has_source AND (SELECT count(*) FROM del) >= 0 RETURNING d.tk AS k)");
        } else {
            sql.append(", upd AS (SELECT NULL AS k WHERE false)");
        }
        sql.append(", ins AS (INSERT INTO ")
                .append(target.table())
                .append(" (")
                .append(target.columnList())
                .append(") SELECT ")
                .append(columns.stagedColumns("d."))
                .append(" FROM diff d WHERE d.tk IS NULL AND (SELECT count(*) FROM del) + (SELECT count(*) FROM "
                        + "upd) >= 0 ON CONFLICT (")
                .append(key)
                .append(") DO NOTHING RETURNING ")
                .append(key)
                .append(" AS k)");
        if (target.historyTable() != null) {
            sql.append(", hist AS (")
                    .append(history(
                            target.columns().size() > 1
                                    ? "SELECT k FROM upd UNION ALL SELECT k FROM ins"
                                    : "SELECT k FROM ins"))
                    .append("), gone AS (")
                    .append(historyGone())
                    .append(")");
        }
        return sql.append(" SELECT ")
                .append(counted)
                .append(", (SELECT count(*) FROM ins), (SELECT count(*) FROM upd), (SELECT count(*) FROM del),")
                .append(" (SELECT n FROM cand) - (SELECT count(*) FROM locked)")
                .append(again ? "," + written(deletes, before) + ", pg_current_xact_id()::xid" : "")
                .toString();
    }

    /**
     * Five of the rows that a comparison writes. An earlier attempt may have written rows of a staging table: these
     * count if that attempt was the last to write them and they still differ.
     */
    private String written(boolean deletes, @Nullable String before) {
        String same = " FROM " + target.rows() + " t WHERE t." + key + " = ";
        return "(SELECT string_agg(k || chr(31) || h, chr(30)) FROM (SELECT coalesce(d.c" + columns.keyIndex()
                + ", d.tk)::text AS k, md5(ROW(" + columns.stagedColumns("d.") + ")::text) AS h FROM diff d WHERE"
                + " CASE WHEN d.tk IS NULL THEN NOT EXISTS (SELECT" + same + "d.c" + columns.keyIndex() + ")"
                + " ELSE (d.has_source OR " + deletes + ") AND (d.tk IN (SELECT k FROM locked)"
                + (before == null
                        ? ""
                        : " OR EXISTS (SELECT" + same + "d.tk AND t.xmin = " + Sql.literal(before) + "::xid AND "
                                + columns.row("t") + "::record *<> ROW(" + columns.stagedColumns("d.") + ")::record)")
                + ") END ORDER BY coalesce(d.c" + columns.keyIndex() + ", d.tk) LIMIT 5) y)";
    }

    /** Evaluates the whole source once, into an unlogged table with the columns that {@link #compare} expects. */
    String stage(boolean load) {
        String rows = load
                ? "SELECT " + columns.sourceColumns("s") + ", NULL::"
                        + target.key().type()
                        + " AS tk, NULL::pg_catalog.xid AS tx, true AS has_source FROM (SELECT * FROM " + target.from()
                        + ") s"
                : difference(target.from(), "true");
        return "CREATE UNLOGGED TABLE " + staging + " AS " + rows;
    }

    String dropStaging() {
        return "DROP TABLE IF EXISTS " + staging;
    }

    /** Ids that occur more than once in a range of the source. */
    String duplicates(PhaseRanges cut, int range) {
        String rows = cut.phase().staged()
                ? "SELECT c" + columns.keyIndex() + " AS k FROM " + staging
                : "SELECT " + key + " AS k" + source(cut, range);
        return "SELECT k::text FROM (" + rows + ") x GROUP BY k HAVING count(*) > 1 ORDER BY k LIMIT 3";
    }

    /**
     * The key at a fraction of the keys of a range that lie between others; {@code NULL} if there is none.
     *
     * @param between the last key; or one before the first, and the last; empty for all
     */
    String keyAt(PhaseRanges cut, int range, List<String> between, double fraction) {
        return "SELECT percentile_disc(" + fraction + ") WITHIN GROUP (ORDER BY k)::text FROM (SELECT " + key + " AS k"
                + part(cut, range, between) + ") x";
    }

    /** Evaluates the rows of a range whose keys lie between others, without returning them. */
    String evaluate(PhaseRanges cut, int range, List<String> between) {
        return "SELECT count(r::text) FROM (SELECT " + target.columnList() + part(cut, range, between) + ") r";
    }

    /** How all rows differ: how many are missing, different and extra, and five of their keys. */
    String differences() {
        return "WITH d AS MATERIALIZED (SELECT coalesce(c" + columns.keyIndex()
                + ", tk) AS k, tk IS NULL AS missing, has_source FROM ("
                + difference(target.from(), "true") + ") x) SELECT count(*) FILTER (WHERE missing),"
                + " count(*) FILTER (WHERE NOT missing AND has_source), count(*) FILTER (WHERE NOT has_source),"
                + " (SELECT string_agg(k::text, chr(31)) FROM (SELECT k FROM d ORDER BY missing, has_source, k "
                + "LIMIT 5) y) FROM d";
    }

    private String part(PhaseRanges cut, int range, List<String> between) {
        return source(cut, range)
                + (cut.base() == null ? " AND " : " WHERE ")
                + target.keyCondition(between, Math.max(0, between.size() - 1));
    }

    private String difference(String source, String condition) {
        return "SELECT " + columns.sourceColumns("s") + ", t." + key + " AS tk, t.tx, s." + key
                + " IS NOT NULL AS has_source FROM "
                + "(SELECT * FROM " + source + ") s FULL JOIN (SELECT " + target.columnList()
                + ", xmin AS tx FROM " + target.rows() + " WHERE " + condition + ") t ON s." + key + " = t." + key
                + " WHERE s." + key + " IS NULL OR t." + key + " IS NULL OR " + columns.given("s") + "::record *<> "
                + columns.row("t")
                + "::record";
    }

    String history(String keys) {
        return "INSERT INTO " + target.historyTable() + " AS h (entity_type, entity_id, synced_at) SELECT "
                + Sql.literal(target.projection().entityType()) + ", k, now() FROM (" + keys
                + ") x ON CONFLICT (entity_type, entity_id) DO UPDATE SET synced_at = EXCLUDED.synced_at";
    }

    /** Deletes the history of the rows of {@code del}. */
    String historyGone() {
        return "DELETE FROM " + target.historyTable() + " h USING del WHERE h.entity_type = "
                + Sql.literal(target.projection().entityType()) + " AND h.entity_id = del.k";
    }
}
