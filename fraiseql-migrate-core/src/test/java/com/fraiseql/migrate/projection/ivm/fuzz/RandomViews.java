// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.projection.ivm.fuzz.FuzzTable.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Views over random tables, in the ways that read models are written. */
final class RandomViews {

    /** A table whose rows refer to another one's. */
    private record Child(FuzzTable table, Reference reference) {}

    private final List<FuzzTable> tables;
    private final Random random;
    private final ChildParts parts;
    private final List<String> helpers = new ArrayList<>();
    private final List<FuzzView> views = new ArrayList<>();

    RandomViews(List<FuzzTable> tables, Random random) {
        this.tables = tables;
        this.random = random;
        this.parts = new ChildParts(tables, random, this::relation);
        int count = 3 + random.nextInt(3);
        for (int number = 1; number <= count; number++) {
            views.add(view("x" + number));
        }
    }

    List<FuzzView> views() {
        return views;
    }

    /** Views between the tables and the views, in the order of creation. */
    List<String> helpers() {
        return helpers;
    }

    private FuzzView view(String name) {
        return switch (random.nextInt(8)) {
            case 0 -> grouped(name);
            case 1 -> union(name);
            case 2 -> overReadTable(name);
            case 3 -> firstOfEach(name);
            default -> entity(name, pick(tables), false);
        };
    }

    /** One row for each row of a table. */
    private FuzzView entity(String name, FuzzTable root, boolean plain) {
        ViewText text = new ViewText(key("r", root.key()), relation(root) + " r");
        text.column("r.name");
        if (random.nextBoolean()) {
            text.column("r.amount");
        }
        int most = plain ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < most; i++) {
            embellish(text, root);
        }
        if (random.nextInt(5) == 0) {
            text.condition("r.flag");
        }
        return new FuzzView(name, root, true, text.sql(), root.key(), text.columns());
    }

    private void embellish(ViewText text, FuzzTable root) {
        List<Child> children = children(root);
        if (children.isEmpty() || random.nextInt(3) == 0) {
            parents(text, root, "r", 0);
        } else {
            Child child = pick(children);
            parts.add(text, root, child.table(), child.reference());
        }
    }

    /** Joins what a row refers to, and what that refers to. */
    private void parents(ViewText text, FuzzTable table, String alias, int depth) {
        if (table.references().isEmpty() || depth > 2) {
            return;
        }
        Reference reference = pick(table.references());
        FuzzTable target = tables.get(reference.target());
        String parent = text.alias();
        text.join((random.nextInt(3) == 0 && depth == 0 ? "JOIN " : "LEFT JOIN ") + relation(target) + " " + parent
                + " ON " + FuzzTable.equal(parent, target.key(), alias, target.columnsOf(reference))
                + (random.nextInt(4) == 0 ? " AND " + parent + ".flag" : ""));
        text.column(random.nextInt(5) == 0 ? "to_jsonb(" + parent + ")" : parent + ".name");
        if (random.nextBoolean()) {
            parents(text, target, parent, depth + 1);
        }
    }

    /** One row for each row that others refer to, made of those. */
    private FuzzView grouped(String name) {
        Child child = pickChild();
        if (child == null) {
            return entity(name, pick(tables), false);
        }
        FuzzTable target = tables.get(child.reference().target());
        List<String> by = target.columnsOf(child.reference());
        ViewText text = new ViewText(key("c", by, target.key()), relation(child.table()) + " c");
        text.column("count(*)");
        text.column("sum(c.amount)");
        text.column(
                "jsonb_agg(c.name ORDER BY c.name, " + key("c", child.table().key()) + ")");
        by.forEach(column -> text.condition("c." + column + " IS NOT NULL"));
        text.end("GROUP BY " + key("c", by) + (random.nextInt(3) == 0 ? " HAVING count(*) > 1" : ""));
        return new FuzzView(name, target, true, text.sql(), target.key(), text.columns());
    }

    /** The first row of each group. */
    private FuzzView firstOfEach(String name) {
        Child child = pickChild();
        if (child == null) {
            return entity(name, pick(tables), false);
        }
        FuzzTable target = tables.get(child.reference().target());
        List<String> by = target.columnsOf(child.reference());
        ViewText text = new ViewText(
                "DISTINCT ON (" + key("c", by) + ") " + key("c", by, target.key()), relation(child.table()) + " c");
        text.column("c.name");
        text.column("c.amount");
        by.forEach(column -> text.condition("c." + column + " IS NOT NULL"));
        text.end("ORDER BY " + key("c", by) + ", c.name, "
                + key("c", child.table().key()));
        return new FuzzView(name, target, true, text.sql(), target.key(), text.columns());
    }

    /** Two kinds of rows of one table, the kind being part of the key. */
    private FuzzView union(String name) {
        FuzzTable root = pick(tables);
        String rows = " AS kind, r.name AS c1, r.amount AS c2 FROM " + relation(root) + " r WHERE ";
        String select = "SELECT " + key("r", root.key()) + ", text ";
        List<String> key = new ArrayList<>(root.key());
        key.add("kind");
        return new FuzzView(
                name,
                root,
                false,
                select + "'on'" + rows + "r.flag UNION ALL " + select + "'off'" + rows + "NOT r.flag",
                key,
                2);
    }

    /** Reads a read table that comes before it. */
    private FuzzView overReadTable(String name) {
        List<FuzzView> joinable = views.stream().filter(FuzzView::wholeKey).toList();
        if (joinable.isEmpty()) {
            return entity(name, pick(tables), false);
        }
        FuzzView inner = pick(joinable);
        FuzzTable root = inner.root();
        ViewText text = new ViewText(key("r", root.key()), relation(root) + " r");
        text.join((random.nextBoolean() ? "JOIN tv_" : "LEFT JOIN tv_") + inner.name() + " t ON "
                + FuzzTable.equal("t", root.key(), "r", root.key()));
        text.column("r.name");
        for (int i = 1; i <= inner.columns(); i++) {
            text.column("t.c" + i);
        }
        if (random.nextBoolean()) {
            embellish(text, root);
        }
        return new FuzzView(name, root, true, text.sql(), root.key(), text.columns());
    }

    /** A table, or a view of it that is named like no read table's. */
    private String relation(FuzzTable table) {
        if (random.nextInt(6) > 0) {
            return table.name();
        }
        String name = "seen_" + helpers.size();
        helpers.add("CREATE VIEW " + name + " AS SELECT * FROM " + table.name()
                + (random.nextBoolean() ? " WHERE NOT flag" : ""));
        return name;
    }

    private List<Child> children(FuzzTable target) {
        List<Child> found = new ArrayList<>();
        for (FuzzTable table : tables) {
            for (Reference reference : table.references()) {
                if (tables.get(reference.target()).equals(target)) {
                    found.add(new Child(table, reference));
                }
            }
        }
        return found;
    }

    private @org.jspecify.annotations.Nullable Child pickChild() {
        List<Child> all =
                tables.stream().flatMap(table -> children(table).stream()).toList();
        return all.isEmpty() ? null : pick(all);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    static String key(String alias, List<String> columns) {
        return alias + "." + String.join(", " + alias + ".", columns);
    }

    private static String key(String alias, List<String> columns, List<String> names) {
        List<String> renamed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            renamed.add(alias + "." + columns.get(i) + " AS " + names.get(i));
        }
        return String.join(", ", renamed);
    }
}
