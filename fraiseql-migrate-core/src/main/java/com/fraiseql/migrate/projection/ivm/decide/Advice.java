// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What would make the maintenance of a table cheaper. Pure. */
final class Advice {

    private Advice() {}

    static List<Reason> of(Maintained maintained, TableFacts tables, IvmOptions options) {
        Map<String, Reason> advice = new LinkedHashMap<>();
        for (Edge edge : maintained.edges()) {
            // outward when a row is computed, inward when a change looks for its keys
            index(maintained.occurrence(edge.outer()), edge.outerColumns(), maintained, tables, advice);
            if (!edge.endsAtKey()) {
                index(maintained.occurrence(edge.inner()), edge.innerColumns(), maintained, tables, advice);
            }
        }
        if (options.locks() == IvmOptions.Locks.EDGES && !maintained.hasFineLocks(options.locks())) {
            add(advice, coarseLocks(maintained));
        }
        if (!maintained.proof().keyUnique()) {
            add(advice, keyNotProven(maintained));
        }
        return List.copyOf(advice.values());
    }

    private static Reason coarseLocks(Maintained maintained) {
        return new Reason(
                Code.COARSE_LOCKS,
                "a link by a type or collation without a hash function",
                maintained.name().view(),
                "No lock can stand for one of its values, so each COMMIT locks the read table.",
                "Link by a column of another type.");
    }

    private static Reason keyNotProven(Maintained maintained) {
        return new Reason(
                Code.KEY_NOT_PROVEN,
                "key " + String.join(", ", maintained.shape().key()),
                maintained.name().view(),
                "It is not proven that the view gives each key once: each pass looks, and fails where it does not.",
                "Join by unique columns, or group by the key.");
    }

    /** One index helps every place where the table is read. */
    private static void add(Map<String, Reason> advice, Reason reason) {
        advice.putIfAbsent(reason.code() + reason.construct(), reason);
    }

    private static void index(
            Occurrence occurrence,
            List<String> columns,
            Maintained maintained,
            TableFacts tables,
            Map<String, Reason> advice) {
        BaseTable table = occurrence.table();
        List<List<String>> indexes =
                tables.base(table.oid()).map(TableFacts.Base::indexes).orElse(List.of());
        boolean indexed = indexes.stream().anyMatch(index -> !index.isEmpty() && columns.contains(index.get(0)));
        if (!indexed) {
            List<String> names = new ArrayList<>(columns);
            String list = names.stream().map(Sql::name).collect(Collectors.joining(", "));
            add(
                    advice,
                    new Reason(
                            Code.MISSING_INDEX,
                            table.displayName() + " (" + String.join(", ", columns) + ")",
                            maintained.name().view() + ", " + occurrence.alias(),
                            "Without an index each change reads the whole table.",
                            "CREATE INDEX CONCURRENTLY ON " + Sql.name(table.schema(), table.name()) + " (" + list
                                    + ");"));
        }
    }
}
