// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import static com.fraiseql.migrate.projection.ivm.write.Columns.each;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.decide.Occurrence;
import com.fraiseql.migrate.projection.ivm.derive.Arrays;
import com.fraiseql.migrate.projection.ivm.derive.Crossing;
import com.fraiseql.migrate.projection.ivm.derive.Crossing.Reach;
import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The walk from changed rows inward to the keys. At each link its values are locked, and the rows at its inner end are
 * looked up by the next statement. A link that ends at the key needs neither: its values are keys, and the keys' locks
 * are its own.
 *
 * <p>Before any lock is taken it is counted how far the walk will reach, since locks are few.
 */
final class WalkSql {

    private final TablePlan plan;
    private final boolean guarded;
    private final int most;

    WalkSql(TablePlan plan, int most, boolean guarded) {
        this.plan = plan;
        this.most = most;
        this.guarded = guarded;
    }

    String declarations() {
        StringBuilder text = new StringBuilder();
        for (Crossing c : plan.crossings()) {
            text.append("  ")
                    .append(c.values().declarations())
                    .append("  ")
                    .append(Functions.comment(inWords(c)))
                    .append('\n');
            if (c.inner() != null) {
                text.append("  ")
                        .append(found(c).stream().map(Arrays::declarations).collect(Collectors.joining(" ")));
                text.append("  -- found there\n");
            }
        }
        return text.append("  ")
                .append(plan.keys().declarations())
                .append("  ")
                .append(Functions.comment(String.join(", ", plan.table().shape().scope()) + ", recomputed"))
                .append('\n')
                .toString();
    }

    private static String inWords(Crossing c) {
        String outer = each(
                c.values().width(),
                ", ",
                i -> c.outer().alias() + "." + c.edge().outerColumns().get(i - 1));
        Occurrence inner = c.inner();
        return outer
                + (inner == null
                        ? " = the key"
                        : " = "
                                + each(
                                        c.values().width(),
                                        ", ",
                                        i -> inner.alias() + "."
                                                + c.edge().innerColumns().get(i - 1)));
    }

    /** Where a crossing's lookup puts what it finds: one set of arrays for each link that leads on. */
    private List<Arrays> found(Crossing c) {
        List<Arrays> found = new ArrayList<>();
        for (Crossing next : plan.from(c.edge().inner())) {
            found.add(new Arrays(
                    "w" + (plan.crossings().indexOf(c) + 1) + "_" + (found.size() + 1),
                    next.values().types()));
        }
        return found;
    }

    /** Sets {@code coarse} if more values are to be locked than may be. */
    String count() {
        StringBuilder text = new StringBuilder();
        String sizes = plan.readings().stream()
                .flatMap(r -> r.parts().stream())
                .map(p -> "coalesce(cardinality(" + p.into().first() + "), 0)")
                .collect(Collectors.joining(" + "));
        text.append("  IF NOT coarse THEN\n    n := ")
                .append(sizes)
                .append(";\n    coarse := n > ")
                .append(most);
        text.append(";\n  END IF;\n");
        if (plan.crossings().stream().noneMatch(WalkSql::leadsToMany)) {
            return text.toString();
        }
        text.append(begin());
        for (Crossing c : plan.crossings()) {
            if (leadsToMany(c)) {
                text.append(countOne(c));
            }
        }
        return text.toString();
    }

    private static boolean leadsToMany(Crossing c) {
        return c.inner() != null && c.reach() != Reach.ONE;
    }

    private String countOne(Crossing c) {
        Occurrence inner = java.util.Objects.requireNonNull(c.inner());
        boolean on = c.reach() == Reach.MANY_THEN_MANY || c.reach() == Reach.ONE_THEN_MANY;
        List<Crossing> next = plan.from(c.edge().inner());
        List<Arrays> found = found(c);
        List<Integer> wanted = on
                ? IntStream.range(0, next.size())
                        .filter(i -> leadsToMany(next.get(i)))
                        .boxed()
                        .toList()
                : List.of();
        List<String> columns = wanted.stream()
                .flatMap(i -> next.get(i).edge().outerColumns().stream())
                .distinct()
                .toList();
        StringBuilder text = new StringBuilder();
        text.append("  IF NOT coarse AND ").append(c.values().first()).append(" IS NOT NULL THEN\n");
        text.append("    SELECT n + count(*)");
        for (int i : wanted) {
            next.get(i)
                    .edge()
                    .outerColumns()
                    .forEach(col -> text.append(", array_agg(z.c")
                            .append(columns.indexOf(col) + 1)
                            .append(")"));
        }
        text.append("\n      INTO n")
                .append(wanted.stream().map(i -> ", " + found.get(i).list()).collect(Collectors.joining()));
        text.append("\n      FROM (SELECT ")
                .append(each(columns.size(), ", ", i -> "i." + Sql.name(columns.get(i - 1)) + " AS c" + i));
        text.append(" FROM ")
                .append(reached(c, inner))
                .append(" LIMIT ")
                .append(most + 1)
                .append(") z;\n");
        text.append("    coarse := n > ").append(most).append(";\n");
        for (int i : wanted) {
            text.append(append("    ", next.get(i).values(), found.get(i)));
        }
        return text.append("  END IF;\n").toString();
    }

    /** The values that the walk begins with. */
    String begin() {
        return plan.crossings().stream()
                .map(c -> "  "
                        + IntStream.range(0, c.values().width())
                                .mapToObj(i -> c.values().names().get(i) + " := "
                                        + c.touched().names().get(i) + ";")
                                .collect(Collectors.joining(" "))
                        + "\n")
                .collect(Collectors.joining());
    }

    /** Locks and lookups, in the order of the edges, and then the keys. */
    String steps() {
        StringBuilder text = new StringBuilder();
        for (Crossing c : plan.crossings()) {
            text.append("  ").append(Functions.comment(inWords(c))).append('\n');
            Occurrence inner = c.inner();
            if (inner == null) {
                text.append(append("  ", plan.keys(), c.values()));
                continue;
            }
            if (plan.fine()) {
                text.append(LockSql.edge(c.values(), c.moved(), c.seed()));
                if (guarded) {
                    text.append(LockSql.buckets(c.values(), c.seed()));
                    if (c.moved() != null) {
                        text.append(LockSql.buckets(c.moved(), c.seed()));
                    }
                }
            }
            text.append(lookup(c, inner));
        }
        return text.toString();
    }

    private String lookup(Crossing c, Occurrence inner) {
        List<Crossing> next = plan.from(c.edge().inner());
        List<Arrays> found = found(c);
        StringBuilder text = new StringBuilder();
        text.append("  IF ").append(c.values().first()).append(" IS NOT NULL THEN\n    SELECT ");
        text.append(next.stream()
                .map(n -> n.edge().outerColumns().stream()
                        .map(col -> (n.edge().outerColumns().size() == 1 ? "array_agg(DISTINCT i." : "array_agg(i.")
                                + Sql.name(col) + ")")
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(", ")));
        text.append("\n      INTO ").append(found.stream().map(Arrays::list).collect(Collectors.joining(", ")));
        text.append("\n      FROM ").append(reached(c, inner)).append(";\n");
        for (int i = 0; i < next.size(); i++) {
            text.append(append("    ", next.get(i).values(), found.get(i)));
        }
        return text.append("  END IF;\n").toString();
    }

    /** The rows of the inner end that the values lead to. */
    private static String reached(Crossing c, Occurrence inner) {
        String table = Sql.name(inner.table().schema(), inner.table().name());
        List<String> columns = c.edge().innerColumns();
        if (columns.size() == 1) {
            return table + " i WHERE i." + Sql.name(columns.get(0)) + " = ANY("
                    + c.values().first() + ")";
        }
        return "(SELECT DISTINCT * FROM " + Columns.unnest(c.values().list(), columns.size()) + ") v JOIN " + table
                + " i ON " + each(columns.size(), " AND ", i -> "i." + Sql.name(columns.get(i - 1)) + " = v.c" + i);
    }

    private static String append(String indent, Arrays to, Arrays from) {
        return indent
                + IntStream.range(0, to.width())
                        .mapToObj(i -> {
                            String name = to.names().get(i);
                            String cast = to.types().get(i).equals(from.types().get(i))
                                    ? ""
                                    : "::" + to.types().get(i) + "[]";
                            return name + " := " + name + " || " + from.names().get(i) + cast + ";";
                        })
                        .collect(Collectors.joining(" "))
                + "\n";
    }
}
