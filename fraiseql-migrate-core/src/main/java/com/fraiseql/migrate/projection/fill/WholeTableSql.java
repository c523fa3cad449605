// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.table.Target;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The SQL that writes all differences of a table in one transaction, from the staging table that {@link RangeSql#stage}
 * has filled. Pure.
 *
 * <p>PostgreSQL checks a unique index row by row, and a foreign key at the end of the statement. So there is one
 * statement. It deletes the rows that have vanished, and with them those whose unique values change; only then does it
 * insert the latter again, with everything that the source does not give, and then the new ones. The result
 * is checked as a whole.
 */
final class WholeTableSql {

    private final Target target;
    private final RangeSql ranges;
    private final String staging;
    private final String key;

    WholeTableSql(Target target, RangeSql ranges, String staging) {
        this.target = target;
        this.ranges = ranges;
        this.staging = staging;
        this.key = Sql.name(target.key().name());
    }

    /**
     * A column of the table.
     *
     * @param name quoted
     * @param value its default, for a column that gets it again when a row changes; otherwise the column itself
     * @param unique whether a unique index or an exclusion constraint depends on it
     */
    record Stored(String name, String value, boolean unique) {}

    /**
     * The columns that a row consists of, which a generated one is not, and whether a delete has effects of its own.
     */
    String question() {
        String touch =
                target.touch() == null ? "NULL" : Sql.literal(target.touch().name());
        return """
                SELECT a.attname, CASE WHEN a.attname = %2$s THEN pg_get_expr(d.adbin, d.adrelid) END,
                  EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND (i.indisunique OR
                  i.indisexclusion) AND NOT i.indisprimary
                    AND (a.attnum = ANY (i.indkey::int2[]) OR EXISTS (SELECT FROM pg_depend p WHERE p.classid =
                    'pg_class'::regclass
                      AND p.objid = i.indexrelid AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum)))
                FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                WHERE a.attrelid = %1$d AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY
                a.attnum""".formatted(target.projection().oid(), touch);
    }

    /** Whether deleting a row and inserting it again would be more than changing it: a cascade, or a trigger. */
    String sideEffects() {
        long oid = target.projection().oid();
        return "SELECT EXISTS (SELECT FROM pg_constraint WHERE confrelid = " + oid
                + " AND contype = 'f' AND confdeltype <> 'a') OR EXISTS (SELECT FROM pg_trigger WHERE tgrelid = " + oid
                + " AND NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 8 <> 0)";
    }

    /** Keeps writers out, though not readers; constraints that can wait do so until the end. */
    String lock() {
        return "SET CONSTRAINTS ALL DEFERRED;LOCK TABLE " + target.rows() + " IN SHARE ROW EXCLUSIVE MODE;";
    }

    /** Whether a row's unique values differ. */
    private String moves(List<Stored> columns) {
        List<String> names = target.columnNames();
        List<String> unique = columns.stream()
                .filter(column -> column.unique() && names.contains(column.name()))
                .map(Stored::name)
                .toList();
        return unique.isEmpty()
                ? "false"
                : unique.stream().map(name -> "t." + name).collect(Collectors.joining(", ", "ROW(", ")::record"))
                        + " *<> "
                        + unique.stream()
                                .map(name -> "d.c" + names.indexOf(name))
                                .collect(Collectors.joining(", ", "ROW(", ")::record"));
    }

    /**
     * The statement. One row: inserted, updated, deleted.
     *
     * @param deletes whether rows that have vanished are deleted
     */
    String write(List<Stored> columns, boolean deletes) {
        List<String> names = target.columnNames();
        String all = columns.stream().map(Stored::name).collect(Collectors.joining(", "));
        String again = columns.stream()
                .map(column -> names.contains(column.name())
                        ? "d.c" + names.indexOf(column.name())
                        : column.value().equals(column.name()) ? "m." + column.name() : column.value())
                .collect(Collectors.joining(", "));
        String first = "(SELECT count(*) FROM del) + (SELECT count(*) FROM moved) >= 0";
        boolean updates = names.size() > 1;
        return "WITH " + vanished(deletes)
                + ", moved AS (DELETE FROM " + target.rows() + " t USING " + staging + " d WHERE t." + key
                + " = d.tk AND d.has_source AND " + moves(columns)
                + " AND (SELECT count(*) FROM del) >= 0 RETURNING t.*)"
                + ", again AS (INSERT INTO " + target.table() + " (" + all + ") OVERRIDING SYSTEM VALUE SELECT " + again
                + " FROM moved m JOIN " + staging + " d ON d.tk = m." + key + " WHERE " + first + " RETURNING " + key
                + " AS k)"
                + (updates
                        ? ", upd AS (UPDATE " + target.rows() + " t SET "
                                + ranges.columns().assignments() + " FROM " + staging
                                + " d WHERE t." + key + " = d.tk AND d.has_source AND NOT (" + moves(columns) + ") AND "
                                + first
                                + " RETURNING d.tk AS k)"
                        : ", upd AS (SELECT NULL AS k WHERE false)")
                + ", ins AS (" + insert() + " AND " + first + " RETURNING " + key + " AS k)"
                + history(
                        updates
                                ? "SELECT k FROM again UNION ALL SELECT k FROM upd UNION ALL SELECT k FROM ins"
                                : "SELECT k FROM ins")
                + " SELECT (SELECT count(*) FROM ins), (SELECT count(*) FROM upd) + (SELECT count(*) FROM again), "
                + "(SELECT count(*) FROM del)";
    }

    private String vanished(boolean deletes) {
        return "del AS (DELETE FROM " + target.rows() + " t USING " + staging + " d WHERE t." + key
                + " = d.tk AND NOT d.has_source AND " + deletes + " RETURNING d.tk AS k)";
    }

    private String insert() {
        return "INSERT INTO " + target.table() + " (" + target.columnList() + ") SELECT "
                + ranges.columns().stagedColumns("d.") + " FROM " + staging + " d WHERE d.tk IS NULL";
    }

    private String history(String keys) {
        return target.historyTable() == null
                ? ""
                : ", hist AS (" + ranges.history(keys) + "), gone AS (" + ranges.historyGone() + ")";
    }

    /**
     * Deletes what has vanished, and notes in the history what is written next, where rows are then changed one by one.
     */
    String deleteVanished(boolean deletes) {
        String history = target.historyTable() == null
                ? ""
                : ", hist AS ("
                        + ranges.history(
                                "SELECT coalesce(tk, c" + target.columns().indexOf(target.key()) + ") AS k FROM "
                                        + staging + " WHERE has_source")
                        + "), gone AS (" + ranges.historyGone() + ")";
        return "WITH " + vanished(deletes) + history + " SELECT count(*) FROM del";
    }

    /** Prepares the staging table for marking rows that have been changed one by one. */
    String prepareOneByOne() {
        return "CREATE INDEX ON " + staging + " (tk); ALTER TABLE " + staging
                + " ADD COLUMN done boolean NOT NULL DEFAULT false";
    }

    /** The keys of five rows that are not as they were written, once everything was. */
    String notWritten(boolean deletes) {
        String given = "d.c" + target.columns().indexOf(target.key());
        return "SELECT coalesce(" + given + ", d.tk)::text FROM " + staging + " d LEFT JOIN " + target.rows()
                + " t ON t."
                + key + " = coalesce(" + given + ", d.tk) WHERE CASE WHEN d.has_source THEN t." + key + " IS NULL OR "
                + ranges.columns().row("t") + "::record *<> ROW("
                + ranges.columns().stagedColumns("d.") + ")::record ELSE " + deletes
                + " AND t." + key + " IS NOT NULL END ORDER BY coalesce(" + given + ", d.tk) LIMIT 5";
    }

    /**
     * Changes row by row those that can be changed, forwards and backwards, until no more can: for a table where
     * deleting a row has effects of its own. The rows that are left in the end exchange values in a circle.
     */
    String changeOneByOne() {
        return "DO $fraiseql$ DECLARE r record; changed bigint; forwards boolean := true; BEGIN LOOP"
                + " changed := 0; FOR r IN SELECT s.tk FROM " + staging
                + " s WHERE s.has_source AND s.tk IS NOT NULL AND NOT s.done ORDER BY"
                + " CASE WHEN forwards THEN s.tk END, CASE WHEN NOT forwards THEN s.tk END DESC LOOP BEGIN UPDATE "
                + target.rows()
                + " t SET " + ranges.columns().assignments() + " FROM " + staging + " d WHERE d.tk = r.tk AND t." + key
                + " = d.tk; UPDATE "
                + staging + " s SET done = true WHERE s.tk = r.tk AND s.has_source; changed := changed + 1;"
                + " EXCEPTION WHEN unique_violation OR exclusion_violation THEN NULL; END; END LOOP;"
                + " EXIT WHEN changed = 0; forwards := NOT forwards; END LOOP; END $fraiseql$;";
    }

    /** How many rows are to be changed, and some of their keys. */
    String toChange() {
        return "SELECT count(*), (SELECT string_agg(k, ', ') FROM (SELECT tk::text AS k FROM " + staging
                + " WHERE has_source AND tk IS NOT NULL AND NOT done ORDER BY tk LIMIT 5) x) FROM " + staging
                + " WHERE has_source AND tk IS NOT NULL AND NOT done";
    }

    /** Inserts what is missing. */
    String insertMissing() {
        return "WITH ins AS (" + insert() + " RETURNING 1) SELECT count(*) FROM ins";
    }
}
