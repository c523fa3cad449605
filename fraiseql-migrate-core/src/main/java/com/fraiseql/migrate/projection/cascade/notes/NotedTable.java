// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.projection.cascade.KeyLookup;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import com.fraiseql.migrate.projection.cascade.KeySource;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.script.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table whose statements are noted, with everything that is made of it.
 *
 * @param relations those whose statements change its rows
 * @param columns the columns whose values are noted
 * @param plain whether their values look the same whatever a session has set
 * @param groups sets of columns: a change of one in the nth set a note records as its nth bit
 * @param uses what is made of it
 */
record NotedTable(
        String schema,
        String table,
        List<KeySource.Relation> relations,
        List<String> columns,
        boolean plain,
        List<List<String>> groups,
        List<Use> uses) {

    private static final int MOST_GROUPS = 62;
    private static final Set<String> PLAIN =
            Set.of("smallint", "integer", "bigint", "text", "uuid", "boolean", "character varying", "name");

    /**
     * An entity that is made of it.
     *
     * @param group the number of the columns that count for it
     */
    record Use(KeyPlan plan, KeySource source, int group) {

        boolean isConcerned(long bits) {
            return (bits & 1L << group) != 0;
        }
    }

    /** The tables of all plans, by name: every installation locks them in one order. */
    static List<NotedTable> of(List<KeyPlan> plans) {
        Map<List<String>, List<Use>> byTable =
                new TreeMap<>(Comparator.comparing((List<String> n) -> n.get(0)).thenComparing(n -> n.get(1)));
        Map<List<String>, Map<List<String>, Integer>> groups = new LinkedHashMap<>();
        for (KeyPlan plan : plans) {
            for (KeySource source : plan.sources()) {
                List<String> name = List.of(source.schema(), source.table());
                Map<List<String>, Integer> known = groups.computeIfAbsent(name, n -> new LinkedHashMap<>());
                int group = known.computeIfAbsent(source.watched(), w -> Math.min(known.size(), MOST_GROUPS));
                byTable.computeIfAbsent(name, n -> new ArrayList<>()).add(new Use(plan, source, group));
            }
        }
        List<NotedTable> tables = new ArrayList<>();
        byTable.forEach((name, uses) -> tables.add(of(
                name.get(0),
                name.get(1),
                uses,
                List.copyOf(groups.getOrDefault(name, Map.of()).keySet()))));
        return tables;
    }

    private static NotedTable of(String schema, String table, List<Use> uses, List<List<String>> groups) {
        Set<String> columns = new LinkedHashSet<>();
        boolean plain = true;
        for (Use use : uses) {
            for (KeyLookup lookup : use.source().lookups()) {
                columns.addAll(lookup.columns());
                plain &= PLAIN.containsAll(lookup.types());
            }
        }
        return new NotedTable(
                schema, table, uses.get(0).source().relations(), List.copyOf(columns), plain, groups, uses);
    }

    /** What notes of this version name: another one where anything is noted, or looked up, in another way. */
    String version() {
        return Sha256.of(toString()).substring(0, 16);
    }

    String displayName() {
        return schema + "." + table;
    }

    /** Whether it is a foreign table, which has no transition tables. */
    boolean foreign() {
        Reason reason = uses.get(0).source().everything();
        return reason != null && reason.code() == Reason.Code.RELATION_KIND;
    }

    /** Whether the relation has every column that is needed to tell what changes. */
    boolean canBeRead(KeySource.Relation relation) {
        return !foreign()
                && relation.columns().containsAll(columns)
                && groups.stream().allMatch(relation.columns()::containsAll);
    }
}
