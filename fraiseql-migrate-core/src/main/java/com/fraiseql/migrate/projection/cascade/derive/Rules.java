// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.derive;

import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.TableRules;
import com.fraiseql.migrate.projection.cascade.read.CascadeFacts;
import com.fraiseql.migrate.projection.cascade.read.EntityFacts;
import com.fraiseql.migrate.projection.cascade.read.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules of every table that matters. */
public final class Rules {

    private final CascadeFacts facts;
    private final Readers readers;

    private Rules(CascadeFacts facts) {
        this.facts = facts;
        this.readers = Readers.of(facts);
    }

    public static CascadeReport of(CascadeFacts facts) {
        Rules rules = new Rules(facts);
        List<TableRules> tables = facts.schema().topTables().stream()
                .map(rules::of)
                .filter(table -> !table.affectsNothing())
                .sorted(Comparator.comparing(TableRules::table))
                .toList();
        return new CascadeReport(
                facts.entities().stream().map(EntityFacts::entity).toList(), tables, Cycles.of(facts));
    }

    private TableRules of(Table table) {
        List<Rule> rules = new ArrayList<>();
        rules.add(search(table, Change.INSERT, Set.of()));
        rules.addAll(updates(table));
        rules.add(search(table, Change.DELETE, Set.of()));
        rules.add(search(table, Change.TRUNCATE, Set.of()));
        return new TableRules(table.displayName(), table.triggers(), rules);
    }

    private Rule search(Table table, Change change, Set<String> columns) {
        return new ChangeSearch(facts.schema(), readers).of(table, change, columns);
    }

    /** Columns with the same outcome together. A generated column cannot be written. */
    private List<Rule> updates(Table table) {
        Set<String> generated = new HashSet<>();
        table.generated().values().forEach(generated::addAll);
        Map<List<Object>, Set<String>> columns = new LinkedHashMap<>();
        Map<List<Object>, Rule> outcomes = new LinkedHashMap<>();
        for (String column : new TreeSet<>(table.columns().keySet())) {
            if (!generated.contains(column)) {
                Rule rule = search(table, Change.UPDATE, Set.of(column));
                List<Object> outcome = List.of(rule.server(), rule.entities());
                outcomes.putIfAbsent(outcome, rule);
                columns.computeIfAbsent(outcome, key -> new TreeSet<>()).add(column);
            }
        }
        List<Rule> rules = new ArrayList<>();
        columns.forEach((outcome, names) -> {
            Rule rule = outcomes.get(outcome);
            if (rule != null) {
                rules.add(new Rule(Change.UPDATE, List.copyOf(names), rule.server(), rule.entities()));
            }
        });
        return rules;
    }
}
