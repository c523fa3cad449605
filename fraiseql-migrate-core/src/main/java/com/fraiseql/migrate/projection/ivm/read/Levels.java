// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the levels of a view. Only what FROM reaches counts: up to PostgreSQL 15 the range table of a view begins with
 * two entries for the view itself, which following would never end.
 */
final class Levels implements LevelBuilder {

    private static final int MATERIALIZED = 1;
    private static final int NOT_MATERIALIZED = 2;

    private final Findings findings;
    private final Demands demands;

    Levels(Findings findings) {
        this.findings = findings;
        this.demands = new Demands(findings, this);
    }

    Demands demands() {
        return demands;
    }

    /** The level of the view that is read. */
    Level view(long oid) {
        return view(oid, findings.view(), false);
    }

    private Level view(long oid, String place, boolean nullable) {
        Facts.View view = findings.facts().views().get(oid);
        if (view == null) {
            throw new IllegalStateException("the view " + place + " has not been read");
        }
        if (view.invoker()) {
            findings.readByInvoker();
        }
        return build(view.tree(), null, place, nullable);
    }

    @Override
    public Level build(Node query, @Nullable Level outer, String place, boolean nullable) {
        Level level = new Level(query, outer, place, nullable);
        if (query.flag("hasRecursive")) {
            findings.reason(
                    Code.RECURSIVE,
                    "WITH RECURSIVE",
                    place,
                    "A change of one row can concern rows that are any number of steps away.",
                    "Keep what it computes in a column of a base table, for instance the path to the root.");
        }
        if (query.flag("hasForUpdate")) {
            findings.unknown("FOR UPDATE or FOR SHARE", place);
        }
        if (query.filled("groupingSets")) {
            findings.reason(
                    Code.GROUPING_SETS,
                    "GROUPING SETS, ROLLUP or CUBE",
                    place,
                    "Its rows belong to several groups at the same time.",
                    "Use one view for each grouping.");
        }
        Set<Integer> reached = new LinkedHashSet<>(level.branches());
        Set<Integer> nullables = new LinkedHashSet<>();
        Node from = query.node("jointree");
        if (from != null) {
            reach(from, false, reached, nullables);
        }
        List<Node> range = query.nodes("rtable");
        for (int number = 1; number <= range.size(); number++) {
            Node entry = range.get(number - 1);
            int kind = entry.number("rtekind");
            if (kind == 2) {
                level.put(number, new Level.Entry.Join(entry.nodes("joinaliasvars")), false);
            } else if (kind == 9) {
                level.put(number, new Level.Entry.Group(entry.nodes("groupexprs")), false);
            } else if (reached.contains(number)) {
                boolean onNullableSide = nullables.contains(number);
                level.put(number, entry(entry, kind, level, nullable || onNullableSide), onNullableSide);
            }
        }
        new Conditions(findings, level, demands).read();
        demands.clauses(level);
        return level;
    }

    private Level.Entry entry(Node entry, int kind, Level level, boolean nullable) {
        String name = alias(entry);
        if (entry.has("tablesample")) {
            findings.unknown("TABLESAMPLE", level.place());
        }
        return switch (kind) {
            case 0 -> relation(entry, level, nullable);
            case 1 -> {
                String place = level.isSetOperation()
                        ? level.place() + ", a branch of its set operation"
                        : level.place() + ", sub-select " + name;
                Node query = Objects.requireNonNull(entry.node("subquery"));
                yield new Level.Entry.Sub(build(query, level, place, nullable), entry.flag("lateral"), false);
            }
            case 3 -> demands.function(entry, level);
            case 4, 5, 8 -> {
                demands.values(entry, level);
                yield new Level.Entry.Computed(kind == 8, null);
            }
            case 6 -> cte(entry, level, nullable);
            default -> {
                findings.unknown("range table entry of kind " + kind, level.place());
                yield new Level.Entry.Computed(false, null);
            }
        };
    }

    private Level.Entry relation(Node entry, Level level, boolean nullable) {
        Facts.Relation table = findings.facts().relation(entry.oid("relid"));
        if (table.kind() == 'v' && !table.isCatalog()) {
            String place = level.place() + ", view " + table.displayName();
            return new Level.Entry.Sub(view(table.oid(), place, nullable), false, false);
        }
        if (!table.canHaveTriggers()) {
            refuse(table, level.place());
        }
        TableUse use = new TableUse(table, alias(entry), level.place(), nullable);
        findings.uses().add(use);
        return new Level.Entry.Table(use);
    }

    private void refuse(Facts.Relation table, String place) {
        String what = table.isCatalog()
                ? "the system catalog"
                : table.persistence() == 't'
                        ? "a temporary table"
                        : table.kind() == 'm' ? "a materialized view" : "a foreign table";
        findings.reason(
                Code.RELATION_KIND,
                table.displayName() + ", " + what,
                place,
                "Nothing tells when it changes: no trigger can capture that.",
                table.kind() == 'm'
                        ? "Read the tables below the materialized view, or make it a tv_ of its own."
                        : "Read an ordinary table instead.");
    }

    /** Every reference is a use of its own: a CTE that is read twice has two paths to the key. */
    private Level.Entry cte(Node entry, Level level, boolean nullable) {
        Level at = level.up(entry.number("ctelevelsup"));
        String name = entry.text("ctename");
        for (Node cte : at.query().nodes("cteList")) {
            Node query = cte.node("ctequery");
            if (cte.text("ctename").equals(name) && query != null) {
                if (cte.flag("cterecursive")) {
                    return new Level.Entry.Computed(false, null);
                }
                int asked = cte.number("ctematerialized");
                boolean whole = asked == MATERIALIZED || (asked != NOT_MATERIALIZED && cte.number("cterefcount") > 1);
                return new Level.Entry.Sub(build(query, at, level.place() + ", CTE " + name, nullable), false, whole);
            }
        }
        throw new IllegalStateException(level.place() + " has no CTE " + name);
    }

    private static String alias(Node entry) {
        Node names = entry.node("eref");
        return names == null || !names.has("aliasname") ? "?" : names.text("aliasname");
    }

    private static void reach(Node node, boolean nullable, Set<Integer> reached, Set<Integer> nullables) {
        switch (node.type()) {
            case "RANGETBLREF" -> {
                reached.add(node.number("rtindex"));
                if (nullable) {
                    nullables.add(node.number("rtindex"));
                }
            }
            case "FROMEXPR" -> node.nodes("fromlist").forEach(item -> reach(item, nullable, reached, nullables));
            default -> {
                JoinKind kind = JoinKind.of(node);
                reach(kind.left(node), nullable || kind.leftNullable(), reached, nullables);
                reach(kind.right(node), nullable || kind.rightNullable(), reached, nullables);
            }
        }
    }
}
