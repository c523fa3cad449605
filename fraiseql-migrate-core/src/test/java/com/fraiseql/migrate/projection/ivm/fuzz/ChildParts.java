// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.projection.ivm.fuzz.FuzzTable.Reference;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** What a view can say of the rows that refer to a row of its root, {@code r}. */
final class ChildParts {

    private final List<FuzzTable> tables;
    private final Random random;
    private final Function<FuzzTable, String> relation;

    ChildParts(List<FuzzTable> tables, Random random, Function<FuzzTable, String> relation) {
        this.tables = tables;
        this.random = random;
        this.relation = relation;
    }

    void add(ViewText text, FuzzTable root, FuzzTable child, Reference reference) {
        String c = text.alias();
        String from = relation.apply(child) + " " + c;
        List<String> by = root.columnsOf(reference);
        String linked = FuzzTable.equal(c, by, "r", root.key());
        String order = c + ".name, " + RandomViews.key(c, child.key());
        String group = RandomViews.key(c, by);
        switch (random.nextInt(11)) {
            case 0 -> text.condition((random.nextBoolean() ? "" : "NOT ") + exists(from, linked, c));
            case 1 -> text.column(exists(from, linked, c));
            case 2 ->
                text.condition("(" + RandomViews.key("r", root.key()) + ") IN (SELECT " + group + " FROM " + from
                        + " WHERE " + c + ".flag)");
            case 3 -> text.column("(SELECT count(*) FROM " + from + " WHERE " + linked + ")");
            case 4 ->
                joined(
                        text,
                        root,
                        by,
                        "(SELECT " + group + ", count(*) AS n, sum(" + c + ".amount) AS s FROM " + from + " GROUP BY "
                                + group + ")",
                        "n",
                        "s");
            case 5 ->
                joined(
                        text,
                        root,
                        by,
                        "(SELECT DISTINCT ON (" + group + ") " + group + ", " + c + ".name AS n FROM " + from
                                + " ORDER BY " + group + ", " + order + ")",
                        "n");
            case 6 ->
                joined(
                        text,
                        root,
                        by,
                        "(SELECT * FROM (SELECT " + group + ", " + c
                                + ".name AS n, row_number() OVER (PARTITION BY " + group + " ORDER BY " + order
                                + ") AS place FROM "
                                + from + ") w WHERE place <= 1)",
                        "n");
            case 7 -> {
                String name = "s" + text.alias();
                text.cte(name, "SELECT " + group + ", max(" + c + ".name) AS n FROM " + from + " GROUP BY " + group);
                joined(text, root, by, name, "n");
            }
            case 8 -> {
                String l = text.alias();
                text.join("LEFT JOIN LATERAL (SELECT " + c + ".name AS n, " + c + ".amount AS s FROM " + from
                        + " WHERE " + linked + " ORDER BY " + order + " LIMIT 1) " + l + " ON true");
                text.column(l + ".n");
                text.column(l + ".s");
            }
            default -> text.column(list(text, from, linked, c, child, order));
        }
    }

    private static String exists(String from, String linked, String c) {
        return "EXISTS (SELECT FROM " + from + " WHERE " + linked + " AND NOT " + c + ".flag)";
    }

    private static void joined(ViewText text, FuzzTable root, List<String> by, String select, String... columns) {
        String alias = text.alias();
        text.join("LEFT JOIN " + select + " " + alias + " ON " + FuzzTable.equal(alias, by, "r", root.key()));
        for (String column : columns) {
            text.column(alias + "." + column);
        }
    }

    /** A list of them, each perhaps with what else it refers to, or with what refers to it. */
    private String list(ViewText text, String from, String linked, String c, FuzzTable child, String order) {
        StringBuilder object = new StringBuilder("'name', " + c + ".name, 'amount', " + c + ".amount");
        String join = "";
        if (!child.references().isEmpty() && random.nextBoolean()) {
            Reference other =
                    child.references().get(random.nextInt(child.references().size()));
            FuzzTable target = tables.get(other.target());
            String p = text.alias();
            join = (random.nextBoolean() ? " JOIN " : " LEFT JOIN ") + relation.apply(target) + " " + p + " ON "
                    + FuzzTable.equal(p, target.key(), c, target.columnsOf(other));
            object.append(", 'other', ").append(p).append(".name");
        }
        if (random.nextInt(3) == 0) {
            grandchildren(text, object, c, child);
        }
        return "coalesce((SELECT jsonb_agg(jsonb_build_object(" + object + ") ORDER BY " + order + ") FROM " + from
                + join + " WHERE " + linked + "), '[]')";
    }

    private void grandchildren(ViewText text, StringBuilder object, String c, FuzzTable child) {
        for (FuzzTable table : tables) {
            for (Reference reference : table.references()) {
                if (tables.get(reference.target()).equals(child)) {
                    String g = text.alias();
                    object.append(", 'below', (SELECT jsonb_agg(" + g + ".name ORDER BY " + g + ".name, "
                            + RandomViews.key(g, table.key()) + ") FROM " + relation.apply(table) + " " + g + " WHERE "
                            + FuzzTable.equal(g, child.columnsOf(reference), c, child.key()) + ")");
                    return;
                }
            }
        }
    }
}
