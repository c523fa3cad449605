// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable.Relative;
import com.fraiseql.migrate.projection.ivm.derive.IvmPlan;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The triggers on base tables. A statement fires those of the relation that it names, so each relative has its own. */
final class TriggerSql {

    private TriggerSql() {}

    /** Relation by relation, by name: every installation locks them in one order. */
    static List<GeneratedTrigger> all(IvmPlan plan, Names names) {
        List<GeneratedTrigger> triggers = new ArrayList<>();
        for (Source source : plan.sources()) {
            for (Relative relative : source.table().family()) {
                triggers.addAll(of(source, relative, names));
            }
        }
        triggers.sort(Comparator.comparing(GeneratedTrigger::schema)
                .thenComparing(GeneratedTrigger::table)
                .thenComparing(GeneratedTrigger::name));
        return triggers;
    }

    private static List<GeneratedTrigger> of(Source source, Relative relative, Names names) {
        boolean wholesale = source.wholesale() || !relative.columns().containsAll(source.needed());
        String collector = wholesale ? names.wholesale(source.table()) : names.collector(source.table());
        String function = wholesale ? names.wholesaleName(source.table()) : names.collectorName(source.table());
        String referencing = wholesale ? "" : " REFERENCING ";
        String fresh = wholesale ? "" : "NEW TABLE AS new_rows";
        String stale = wholesale ? "" : "OLD TABLE AS old_rows";
        return List.of(
                trigger(source, relative, 'i', "INSERT", referencing + fresh, collector, function),
                trigger(
                        source,
                        relative,
                        'u',
                        "UPDATE",
                        referencing + stale + (wholesale ? "" : " ") + fresh,
                        collector,
                        function),
                trigger(source, relative, 'd', "DELETE", referencing + stale, collector, function),
                trigger(
                        source,
                        relative,
                        't',
                        "TRUNCATE",
                        "",
                        names.wholesale(source.table()),
                        names.wholesaleName(source.table())));
    }

    private static GeneratedTrigger trigger(
            Source source,
            Relative relative,
            char letter,
            String event,
            String referencing,
            String call,
            String function) {
        String name = Names.trigger(letter, source.table(), relative);
        String sql = "CREATE OR REPLACE TRIGGER " + name + " AFTER " + event + " ON "
                + Sql.name(relative.schema(), relative.name()) + referencing
                + "\n  FOR EACH STATEMENT EXECUTE FUNCTION "
                + call + "();\n";
        return new GeneratedTrigger(relative.schema(), relative.name(), name, function, sql);
    }
}
