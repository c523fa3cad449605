// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import static com.fraiseql.migrate.projection.ivm.write.Columns.each;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import com.fraiseql.migrate.projection.ivm.registry.RegistryTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that make rows of a table equal to its view. Each is a statement of its own after the last lock.
 *
 * <p>A view is asked for one scope at a time, by a fenced scalar equality, which reaches its base tables through
 * grouped sub-selects, CTEs, windows and DISTINCT ON, where {@code = ANY} does not.
 */
final class RecomputeSql {

    private final TablePlan plan;
    private final Maintained table;
    private final Maintained.Shape shape;
    private final String target;
    private final String view;

    RecomputeSql(TablePlan plan) {
        this.plan = plan;
        this.table = plan.table();
        this.shape = table.shape();
        this.target = Names.target(table);
        this.view = Names.view(table);
    }

    /** All rows. Only what differs is written. */
    String everything() {
        return outOfTheWay("", "true", "") + compared("", target) + end(gone(target), "true", " INTO twice") + ";\n"
                + failIfTwice();
    }

    /**
     * Whether its rows can be compared range by range. Not where a new row may need a value that a vanished one of
     * another range still has.
     */
    boolean canBeCut() {
        return !shape.otherUnique() && RegistryTable.RANGE_TYPES.contains(firstType());
    }

    /**
     * The same for the rows whose first key column is above one value, and not above another: both are variables of
     * type text, and NULL stands for no limit. It is planned for these values.
     */
    String range() {
        String statement = compared(" WHERE " + between("s"), stored()) + end(gone(stored()), "true", "");
        return "    EXECUTE " + Functions.quoted(statement.strip())
                + (table.proof().keyUnique() ? "" : " INTO twice") + "\n      USING above, up_to;\n" + failIfTwice();
    }

    private String firstType() {
        int scope = shape.scope().indexOf(shape.key().get(0));
        return scope < 0 ? "" : shape.scopeTypes().get(scope);
    }

    private String stored() {
        return "(SELECT * FROM " + target + " o WHERE " + between("o") + ")";
    }

    /** A NULL that the view gives is in the first range, so that it is refused there as a whole comparison does. */
    private String between(String alias) {
        String key = alias + "." + Sql.name(shape.key().get(0));
        return "($1 IS NULL OR " + key + " > $1::" + firstType() + ") AND ($2 IS NULL OR " + key + " <= $2::"
                + firstType()
                + (table.proof().scopeNotNull() ? "" : " OR $1 IS NULL AND " + key + " IS NULL") + ")";
    }

    private String compared(String where, String stored) {
        return "    WITH v AS MATERIALIZED (SELECT " + given("s") + unique("s") + " FROM " + view + " s" + where
                + "),\n    w AS (INSERT INTO " + target + " AS o (" + Columns.list(shape.columns()) + ")\n      SELECT "
                + numbered("v") + " FROM v LEFT JOIN " + stored + " t ON " + sameKey("t", "v") + "\n      WHERE ROW("
                + numbered("v") + ")::record *<> " + Columns.row("t", shape.columns()) + once() + "\n      "
                + onConflict() + ")";
    }

    private String gone(String stored) {
        return "DELETE FROM " + target + " d USING (SELECT " + Columns.list("t", shape.key()) + " FROM " + stored
                + " t FULL JOIN v ON " + sameKey("t", "v") + " WHERE "
                + v(shape.key().get(0))
                + " IS NULL OFFSET 0) x\n      WHERE "
                + shape.key().stream()
                        .map(Sql::name)
                        .map(k -> "d." + k + " = x." + k)
                        .collect(Collectors.joining(" AND "));
    }

    /** The rows of the scopes in the arrays of {@link TablePlan#keys}. */
    String scopes() {
        int width = shape.scope().size();
        String asked = each(width, " AND ", i -> "s." + Sql.name(shape.scope().get(i - 1)) + " = x.k" + i);
        String own = each(width, " AND ", i -> "d." + Sql.name(shape.scope().get(i - 1)) + " = x.k" + i);
        return outOfTheWay(" USING " + distinct() + " x", own, " WHERE " + asked + " OFFSET 0")
                + "    WITH v AS MATERIALIZED (SELECT "
                + Columns.numbered("x.c", width).replace("x.c", "x.k") + ", w.*"
                + unique("w") + "\n      FROM " + distinct() + " x\n      LEFT JOIN LATERAL (SELECT true AS there, "
                + given("s") + " FROM " + view + " s WHERE "
                + each(width, " AND ", i -> "s." + Sql.name(shape.scope().get(i - 1)) + " = x.k" + i)
                + " OFFSET 0) w ON true),\n    w AS (INSERT INTO " + target + " AS o (" + Columns.list(shape.columns())
                + ")\n      SELECT " + numbered("v") + " FROM v WHERE v.there" + once() + "\n      " + onConflict()
                + ")"
                + end(vanished(width), "v.there", " INTO twice") + ";\n" + failIfTwice();
    }

    /**
     * The scopes in the arrays, each once. An array has no collation of its own, so that of the table's columns is
     * taken from an empty select: keys that are equal there may look different.
     */
    private String distinct() {
        int width = shape.scope().size();
        return "(SELECT "
                + each(width, ", ", i -> "d." + Sql.name(shape.scope().get(i - 1)) + " AS k" + i)
                + " FROM " + target + " d WHERE false UNION SELECT " + Columns.numbered("u.c", width) + " FROM "
                + Columns.unnest(plan.keys().list(), width) + ")";
    }

    /**
     * Where another unique index stands in the way, a row that changes or vanishes is deleted first, in a statement of
     * its own: otherwise a new row could not have the value that it had.
     */
    private String outOfTheWay(String given, String own, String asked) {
        if (!shape.otherUnique()) {
            return "";
        }
        return "    DELETE FROM " + target + " d" + given + "\n      WHERE " + own
                + " AND NOT EXISTS (SELECT FROM (SELECT " + given("s") + " FROM " + view + " s" + asked
                + ") v\n        WHERE " + sameKey("d", "v") + " AND ROW(" + numbered("v") + ")::record *= "
                + Columns.row("d", shape.columns()) + ");\n";
    }

    private String vanished(int width) {
        if (plan.scopeIsKey()) {
            return "DELETE FROM " + target + " d USING v WHERE v.there IS NULL AND "
                    + each(width, " AND ", i -> "d." + Sql.name(shape.scope().get(i - 1)) + " = v.k" + i);
        }
        return "DELETE FROM " + target + " d USING (SELECT DISTINCT " + Columns.numbered("v.k", width)
                + " FROM v) x\n      WHERE "
                + each(width, " AND ", i -> "d." + Sql.name(shape.scope().get(i - 1)) + " = x.k" + i)
                + "\n        AND ("
                + Columns.list("d", shape.key()) + ") NOT IN (SELECT "
                + shape.key().stream().map(this::v).collect(Collectors.joining(", ")) + " FROM v WHERE v.there)";
    }

    /** The last part of a statement, which also gives a key that the view gives twice where that cannot be excluded. */
    private String end(String delete, String there, String into) {
        return table.proof().keyUnique()
                ? "\n    " + delete
                : ",\n    d AS (" + delete + ")\n    SELECT ROW("
                        + shape.key().stream().map(this::v).collect(Collectors.joining(", ")) + ")::text" + into
                        + " FROM v WHERE v.times > 1 AND " + there + " LIMIT 1";
    }

    private String failIfTwice() {
        return table.proof().keyUnique()
                ? ""
                : "    IF twice IS NOT NULL THEN\n"
                        + "      RAISE EXCEPTION USING ERRCODE = 'unique_violation', MESSAGE = format("
                        + Functions.quoted((plan.name() + " cannot be maintained: the view "
                                                + table.name().view())
                                        .replace("%", "%%")
                                + " gives the key %s more than once.")
                        + ", twice);\n    END IF;\n";
    }

    /** How often the view gives a row's key; scopes that it does not give count for nothing. */
    private String unique(String alias) {
        return table.proof().keyUnique()
                ? ""
                : ", count(" + (alias.equals("s") ? "*" : "w.there") + ") OVER (PARTITION BY "
                        + shape.key().stream()
                                .map(k -> alias.equals("s")
                                        ? "s." + Sql.name(k)
                                        : "w.c" + (shape.columns().indexOf(k) + 1))
                                .collect(Collectors.joining(", "))
                        + ") AS times";
    }

    private String once() {
        return table.proof().keyUnique() ? "" : " AND v.times = 1";
    }

    /** The scopes that are NULL: a table cannot store such a row, so if the view gives one, the change is refused. */
    String nullScopes() {
        if (table.proof().scopeNotNull()) {
            return "";
        }
        return "  IF "
                + plan.keys().names().stream()
                        .map(k -> "array_position(" + k + ", NULL) IS NOT NULL")
                        .collect(Collectors.joining(" OR "))
                + " THEN\n    IF EXISTS (SELECT FROM " + view + " s WHERE "
                + shape.scope().stream()
                        .map(c -> "s." + Sql.name(c) + " IS NULL")
                        .collect(Collectors.joining(" OR "))
                + ") THEN\n      RAISE EXCEPTION USING ERRCODE = 'not_null_violation', MESSAGE = "
                + Functions.quoted(plan.name() + " cannot be maintained: the view "
                        + table.name().view() + " gives a row whose " + String.join(", ", shape.scope()) + " is NULL.")
                + ";\n    END IF;\n  END IF;\n";
    }

    /** Writes the key's columns, too: values that are equal, under a collation for instance, can look different. */
    private String onConflict() {
        List<String> columns = shape.columns();
        return "ON CONFLICT (" + Columns.list(shape.key()) + ") DO UPDATE SET "
                + columns.stream()
                        .map(Sql::name)
                        .map(c -> c + " = excluded." + c)
                        .collect(Collectors.joining(", "))
                + (shape.touch() == null ? "" : ", " + Sql.name(shape.touch()) + " = DEFAULT") + "\n        WHERE "
                + Columns.row("o", columns) + " *<> " + Columns.row("excluded", columns);
    }

    private String given(String alias) {
        return each(
                shape.columns().size(),
                ", ",
                i -> alias + "." + Sql.name(shape.columns().get(i - 1)) + " AS c" + i);
    }

    private String numbered(String alias) {
        return Columns.numbered(alias + ".c", shape.columns().size());
    }

    private String v(String column) {
        return "v.c" + (shape.columns().indexOf(column) + 1);
    }

    private String sameKey(String alias, String given) {
        return shape.key().stream()
                .map(k -> alias + "." + Sql.name(k) + " = " + given + ".c"
                        + (shape.columns().indexOf(k) + 1))
                .collect(Collectors.joining(" AND "));
    }
}
