// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;

/**
 * What the changes of one table mean.
 *
 * @param table the table with its schema; its partitions are meant as well
 * @param triggers the triggers and rules of its own, by name: what they change is not among the rules
 * @param rules by change, an update by columns; columns with the same outcome share a rule
 */
public record TableRules(String table, List<String> triggers, List<Rule> rules) {

    public TableRules {
        triggers = List.copyOf(triggers);
        rules = List.copyOf(rules);
    }

    /** Whether it is called so, with or without its schema. */
    public boolean isNamed(String name) {
        return table.equals(name) || table.endsWith("." + name);
    }

    /** Whether no change of it means anything for another table or an entity. */
    public boolean affectsNothing() {
        return rules.stream()
                .allMatch(rule -> rule.server().isEmpty() && rule.entities().isEmpty());
    }
}
