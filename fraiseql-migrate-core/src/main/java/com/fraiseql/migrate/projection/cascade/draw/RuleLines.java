// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Cycle;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.cascade.EntityEffect;
import com.fraiseql.migrate.projection.cascade.EntityEffect.Keys;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.ServerEffect;
import com.fraiseql.migrate.projection.cascade.TableRules;
import com.fraiseql.migrate.projection.ivm.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules for a person. */
public final class RuleLines {

    private final CascadeReport report;
    private final ShownNames names;
    private final List<String> lines = new ArrayList<>();

    private RuleLines(CascadeReport report) {
        this.report = report;
        this.names = new ShownNames(report);
    }

    /** The text: each change with all its consequences. */
    public static String of(CascadeReport report) {
        RuleLines text = new RuleLines(report);
        report.tables().forEach(text::table);
        text.end();
        return String.join("\n", text.lines) + "\n";
    }

    private void table(TableRules table) {
        lines.add(names.of(table.table()));
        Map<List<String>, List<String>> changes = new LinkedHashMap<>();
        for (Rule rule : table.rules()) {
            changes.computeIfAbsent(outcome(rule, table.table()), key -> new ArrayList<>())
                    .add(change(rule));
        }
        changes.forEach((outcome, together) -> {
            lines.add("  " + String.join("; ", together));
            outcome.forEach(line -> lines.add("    " + line));
        });
        if (!table.triggers().isEmpty()) {
            lines.add(
                    "  What its own triggers and rules change is not followed: " + String.join(", ", table.triggers()));
        }
        lines.add("");
    }

    private static String change(Rule rule) {
        return rule.change().name().toLowerCase(Locale.ROOT)
                + (rule.columns().isEmpty() ? "" : " of " + String.join(", ", rule.columns()));
    }

    private List<String> outcome(Rule rule, String table) {
        Set<String> found = new LinkedHashSet<>();
        rule.server().forEach(effect -> found.add(server(effect, table)));
        rule.entities().forEach(effect -> found.add("→ " + entity(effect, table)));
        return found.isEmpty() ? List.of("affects nothing") : List.copyOf(found);
    }

    private String server(ServerEffect effect, String table) {
        String rows = names.of(effect.table()) + (effect.from().equals(table) ? "" : ", by " + names.of(effect.from()));
        String columns = String.join(", ", effect.columns());
        String by = " (" + effect.constraint() + ")";
        return switch (effect.action()) {
            case DELETE -> "deletes rows of " + rows + by;
            case SET_NULL -> "sets " + columns + " to NULL in " + rows + by;
            case SET_DEFAULT -> "sets " + columns + " to the default in " + rows + by;
            case UPDATE -> "passes the new value on to " + columns + " of " + rows + by;
            case TRUNCATE -> "with CASCADE empties " + rows + ", otherwise is refused" + by;
            case REFUSE ->
                "is refused while rows refer to it: " + rows
                        + (columns.isEmpty()
                                ? by
                                : " (" + effect.constraint() + " would set " + columns
                                        + " to NULL, which is NOT NULL)");
        };
    }

    private String entity(EntityEffect effect, String table) {
        String where = effect.from().equals(table) ? "" : " by " + names.of(effect.from());
        Reason reason = effect.reason();
        if (reason != null) {
            return "every " + effect.entity() + where + ": " + reason.construct() + " in "
                    + names.of(effect.place().relation()) + ". " + reason.message();
        }
        return effect.keys() == Keys.ALL
                ? "every " + effect.entity()
                : effect.entity() + where + ": " + String.join(", ", effect.steps()) + " in "
                        + names.of(effect.place().relation());
    }

    private void end() {
        for (Cycle cycle : report.cycles()) {
            String around = cycle.tables().stream().map(names::of).collect(Collectors.joining(" and "));
            String by = cycle.constraints().isEmpty() ? "" : " (" + String.join(", ", cycle.constraints()) + ")";
            lines.add(switch (cycle.kind()) {
                        case DELETE -> "A deletion goes on in a circle: ";
                        case UPDATE -> "An update goes on in a circle: ";
                        case READ_TABLES -> "Read tables need each other: ";
                    }
                    + around
                    + by);
        }
        for (Entity entity : report.entities()) {
            for (Reason remark : entity.remarks()) {
                lines.add("No rule tells every change of " + entity.name() + ": " + remark.construct() + " ("
                        + remark.place() + "). " + remark.message());
            }
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
    }
}
