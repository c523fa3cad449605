// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A document as facts, one in a line, each of which stands for itself: that of an update names one column. */
final class RuleFacts {

    private final List<String> facts = new ArrayList<>();

    private RuleFacts() {}

    /**
     * The facts of a document.
     *
     * @throws ClassCastException if a value is of another type than it ought to be
     * @throws NoSuchElementException if one is missing
     */
    static List<String> of(Map<?, ?> document) {
        RuleFacts found = new RuleFacts();
        items(document, "entities").forEach(found::entity);
        items(document, "tables").forEach(found::table);
        items(document, "cycles")
                .forEach(cycle ->
                        found.facts.add("circle of " + text(cycle, "kind").toLowerCase(Locale.ROOT) + ": "
                                + words(cycle, "tables") + " (" + words(cycle, "constraints") + ")"));
        return found.facts;
    }

    private void entity(Map<?, ?> entity) {
        String name = text(entity, "name");
        Map<?, ?> relations = (Map<?, ?>) require(entity.get("relations"));
        String made = relations.values().stream()
                .filter(relation -> relation != null)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        facts.add("entity " + name + ": " + made + ", key " + words(entity, "key"));
        items(entity, "remarks")
                .forEach(remark ->
                        facts.add("entity " + name + ": " + text(remark, "code") + ", " + text(remark, "construct")));
    }

    private void table(Map<?, ?> table) {
        String name = text(table, "table");
        for (Object trigger : list(table, "triggers")) {
            facts.add(name + " has the trigger or rule " + trigger);
        }
        for (Map<?, ?> rule : items(table, "rules")) {
            String change = name + ", " + text(rule, "change").toLowerCase(Locale.ROOT);
            if (list(rule, "columns").isEmpty()) {
                outcome(change, rule);
            }
            for (Object column : list(rule, "columns")) {
                outcome(change + " of " + column, rule);
            }
        }
    }

    private void outcome(String change, Map<?, ?> rule) {
        for (Map<?, ?> effect : items(rule, "server")) {
            String columns = words(effect, "columns");
            facts.add(change + ": " + text(effect, "action") + " " + text(effect, "table")
                    + (columns.isEmpty() ? "" : " (" + columns + ")") + " by " + text(effect, "constraint") + " from "
                    + text(effect, "from"));
        }
        for (Map<?, ?> effect : items(rule, "entities")) {
            Map<?, ?> place = (Map<?, ?>) require(effect.get("place"));
            Object reason = effect.get("reason");
            String how = reason instanceof Map<?, ?> known
                    ? "every key (" + text(known, "code") + ")"
                    : text(effect, "keys").equals("ALL") ? "every key" : words(effect, "steps");
            facts.add(change + ": entity " + text(effect, "entity") + " from " + text(effect, "from") + " in "
                    + text(place, "relation") + " " + text(place, "alias") + ": " + how);
        }
    }

    private static Object require(@Nullable Object value) {
        if (value == null) {
            throw new NoSuchElementException();
        }
        return value;
    }

    private static String text(Map<?, ?> map, String name) {
        return (String) require(map.get(name));
    }

    private static List<?> list(Map<?, ?> map, String name) {
        return (List<?>) require(map.get(name));
    }

    private static String words(Map<?, ?> map, String name) {
        return list(map, name).stream().map(RuleFacts::word).collect(Collectors.joining(", "));
    }

    private static String word(@Nullable Object word) {
        return (String) require(word);
    }

    private static List<Map<?, ?>> items(Map<?, ?> map, String name) {
        List<Map<?, ?>> items = new ArrayList<>();
        for (Object item : list(map, name)) {
            items.add((Map<?, ?>) require(item));
        }
        return items;
    }
}
