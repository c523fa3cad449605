// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import com.fraiseql.migrate.projection.cascade.Recorder.Recorded;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.Statements.Written;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the rules say about a transaction. */
final class Prediction {

    private final Database db;
    private final CascadeReport report;
    private final List<KeyPlan> plans;

    Prediction(Database db, CascadeReport report, List<KeyPlan> plans) {
        this.db = db;
        this.report = report;
        this.plans = plans;
    }

    /** The rules that statements bring about, by the topmost parent of the table. */
    List<Rule> rules(List<Written> statements) throws SQLException {
        Set<Rule> found = new HashSet<>();
        for (Written statement : statements) {
            String top = "public."
                    + db.rows("SELECT coalesce(pg_partition_root('" + statement.table() + "'), '" + statement.table()
                                    + "'::regclass)")
                            .get(0)
                            .get(0);
            for (TableRules table : report.tables()) {
                if (table.table().equals(top)) {
                    table.rules().stream()
                            .filter(rule -> rule.change() == statement.change())
                            .filter(rule -> rule.change() != Change.UPDATE
                                    || !Collections.disjoint(rule.columns(), statement.columns()))
                            .forEach(found::add);
                }
            }
        }
        return List.copyOf(found);
    }

    /** Whether a row changes by what the server does according to the rules. */
    boolean isByServer(List<Rule> rules, Recorded row) {
        return rules.stream()
                .flatMap(rule -> rule.server().stream())
                .anyMatch(effect -> effect.table().equals("public." + row.top())
                        && switch (effect.action()) {
                            case DELETE -> row.change().equals("DELETE");
                            case TRUNCATE -> row.change().equals("TRUNCATE");
                            case REFUSE -> false;
                            case SET_NULL, SET_DEFAULT, UPDATE ->
                                row.change().equals("UPDATE") && !Collections.disjoint(effect.columns(), row.columns());
                        });
    }

    /** Whether rules name the entity, and if they name every key of it. */
    Optional<Boolean> namesEveryKey(List<Rule> rules, String entity) {
        List<EntityEffect> effects = rules.stream()
                .flatMap(rule -> rule.entities().stream())
                .filter(effect -> effect.entity().equals(entity))
                .toList();
        return effects.isEmpty()
                ? Optional.empty()
                : Optional.of(effects.stream().anyMatch(effect -> effect.keys() == EntityEffect.Keys.ALL));
    }

    /** The keys that the lookups find from the recorded rows; empty where every key is concerned. */
    Optional<Set<String>> keys(String entity) throws SQLException {
        KeyPlan plan = plans.stream()
                .filter(found -> found.entity().name().equals(entity))
                .findFirst()
                .orElseThrow();
        Set<String> keys = new HashSet<>();
        for (KeySource source : plan.sources()) {
            String rows = rows(source);
            boolean truncated = !db.rows(
                            "SELECT 1 FROM recorded WHERE change = 'TRUNCATE' AND " + of(source) + " LIMIT 1")
                    .isEmpty();
            boolean touched =
                    truncated || !db.rows("SELECT 1 FROM " + rows + " LIMIT 1").isEmpty();
            if (truncated || (touched && source.everything() != null)) {
                return Optional.empty();
            }
            if (touched) {
                for (KeyLookup lookup : source.lookups()) {
                    db.rows(sql(lookup, rows)).forEach(row -> keys.add(String.join("|", row)));
                }
            }
        }
        return Optional.of(keys);
    }

    private static String of(KeySource source) {
        return source.relations().stream()
                .map(relation -> "'" + relation.schema() + "." + relation.name() + "'::regclass")
                .collect(Collectors.joining(", ", "relation IN (", ")"));
    }

    /** The old and the new rows in which a watched column has changed. */
    private static String rows(KeySource source) {
        String watched = source.watched().stream().collect(Collectors.joining("','", "'", "'"));
        return "(SELECT n, x.r FROM recorded CROSS JOIN LATERAL (VALUES (old), (new)) AS x (r) WHERE x.r IS NOT NULL "
                + "AND (change <> 'UPDATE' OR columns && ARRAY[" + watched + "]::text[]) AND " + of(source) + ") rows";
    }

    private static String sql(KeyLookup lookup, String rows) {
        String sql = lookup.sql();
        for (int i = lookup.columns().size(); i >= 1; i--) {
            String values = "(SELECT array_agg((r ->> '" + lookup.columns().get(i - 1) + "')::"
                    + lookup.types().get(i - 1) + " ORDER BY n, r) FROM " + rows + ")";
            sql = sql.replace("$" + i, values);
        }
        return sql;
    }
}
