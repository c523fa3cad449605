// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Cycle;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.cascade.EntityEffect;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.ServerEffect;
import com.fraiseql.migrate.projection.cascade.TableRules;
import com.fraiseql.migrate.projection.ivm.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rules as maps, lists and values, under the names of the records ({@code FORMATS.md}). */
public final class RuleDocument {

    /** The version of the format. */
    static final int FORMAT = 1;

    private RuleDocument() {}

    /** The text of the document, each rule on lines of its own, so that a difference shows where it is. */
    public static String text(CascadeReport report) {
        return JsonText.of(of(report));
    }

    static Map<String, @Nullable Object> of(CascadeReport report) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("format", FORMAT);
        map.put("entities", all(report.entities(), RuleDocument::entity));
        map.put("tables", all(report.tables(), RuleDocument::table));
        map.put("cycles", all(report.cycles(), RuleDocument::cycle));
        return map;
    }

    private static <T> List<Map<String, @Nullable Object>> all(
            List<T> items, Function<T, Map<String, @Nullable Object>> each) {
        return items.stream().map(each).toList();
    }

    private static Map<String, @Nullable Object> entity(Entity entity) {
        Map<String, @Nullable Object> relations = new LinkedHashMap<>();
        relations.put("table", entity.relations().table());
        relations.put("view", entity.relations().view());
        relations.put("readTable", entity.relations().readTable());
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", entity.name());
        map.put("relations", relations);
        map.put("key", entity.key());
        map.put("remarks", all(entity.remarks(), RuleDocument::reason));
        return map;
    }

    private static Map<String, @Nullable Object> table(TableRules table) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", table.table());
        map.put("triggers", table.triggers());
        map.put("rules", all(table.rules(), RuleDocument::rule));
        return map;
    }

    private static Map<String, @Nullable Object> rule(Rule rule) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("change", rule.change().name());
        map.put("columns", rule.columns());
        map.put("server", all(rule.server(), RuleDocument::server));
        map.put("entities", all(rule.entities(), RuleDocument::effect));
        return map;
    }

    private static Map<String, @Nullable Object> server(ServerEffect effect) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("table", effect.table());
        map.put("action", effect.action().name());
        map.put("columns", effect.columns());
        map.put("constraint", effect.constraint());
        map.put("from", effect.from());
        return map;
    }

    private static Map<String, @Nullable Object> effect(EntityEffect effect) {
        Map<String, @Nullable Object> place = new LinkedHashMap<>();
        place.put("relation", effect.place().relation());
        place.put("alias", effect.place().alias());
        Reason reason = effect.reason();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("entity", effect.entity());
        map.put("keys", effect.keys().name());
        map.put("from", effect.from());
        map.put("place", place);
        map.put("steps", effect.steps());
        map.put("reason", reason == null ? null : reason(reason));
        return map;
    }

    private static Map<String, @Nullable Object> reason(Reason reason) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("code", reason.code().name());
        map.put("construct", reason.construct());
        map.put("place", reason.place());
        map.put("message", reason.message());
        map.put("cure", reason.cure());
        return map;
    }

    private static Map<String, @Nullable Object> cycle(Cycle cycle) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("kind", cycle.kind().name());
        map.put("tables", cycle.tables());
        map.put("constraints", cycle.constraints());
        return map;
    }
}
