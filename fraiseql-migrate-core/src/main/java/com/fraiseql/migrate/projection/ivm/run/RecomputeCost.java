// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Finding;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks the planner what rerecomputing one row costs: the statement of a pass, with the scope of some row of the table.
 * The cost is PostgreSQL's (manual, 19.7.2 "Planner Cost Constants"). It depends on statistics, so it is asked where
 * an operator looks, and decides nothing.
 */
final class RecomputeCost {

    /** Above it a row is thought to read a large part of some table. */
    private static final double EXPENSIVE = 10_000;

    private static final Pattern TOTAL = Pattern.compile("cost=[0-9.]+\\.\\.([0-9.]+)");

    private RecomputeCost() {}

    /** The verdict with the cost; as it is where the planner cannot be asked, since a table is locked for instance. */
    static TableVerdict added(IvmRun ivm, TableVerdict verdict, Maintained maintained) {
        Optional<Double> cost = of(ivm, maintained);
        if (cost.isEmpty()) {
            return verdict;
        }
        Finding found = verdict.finding();
        List<Reason> advice = new ArrayList<>(found.advice());
        if (cost.get() > EXPENSIVE) {
            advice.add(new Reason(
                    Reason.Code.EXPENSIVE,
                    String.format(Locale.ROOT, "a planner's cost of %.0f for one row", cost.get()),
                    maintained.name().view(),
                    "Recomputing one row seems to read a large part of a table, and each change does it.",
                    "Look at EXPLAIN SELECT * FROM " + maintained.name().view() + " WHERE "
                            + maintained.shape().scope().get(0)
                            + " = …, add the indexes that it misses, and ANALYZE the tables."));
        }
        return new TableVerdict(
                verdict.table(),
                verdict.view(),
                new Finding(found.verdict(), found.reasons(), advice, found.paths(), cost.get()),
                verdict.installed());
    }

    private static Optional<Double> of(IvmRun ivm, Maintained maintained) {
        try {
            String plan = ivm.link().inTransaction(tx -> {
                tx.execute(ivm.run().transactionSettings());
                return tx.query("EXPLAIN " + statement(maintained)).get(0).text(0);
            });
            Matcher total = TOTAL.matcher(plan);
            return total.find() ? Optional.of(Double.valueOf(total.group(1))) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static String statement(Maintained maintained) {
        List<String> scope = maintained.shape().scope();
        String table = Sql.name(maintained.name().schema(), maintained.name().table());
        String view = Sql.name(maintained.name().schema(), maintained.name().view());
        String columns = maintained.shape().columns().stream()
                .map(column -> "s." + Sql.name(column))
                .collect(Collectors.joining(", "));
        String keys = IntStream.range(0, scope.size())
                .mapToObj(i -> "t." + Sql.name(scope.get(i)) + " AS k" + i)
                .collect(Collectors.joining(", "));
        String condition = IntStream.range(0, scope.size())
                .mapToObj(i -> "s." + Sql.name(scope.get(i)) + " = x.k" + i)
                .collect(Collectors.joining(" AND "));
        return "SELECT w.* FROM (SELECT " + keys + " FROM " + table + " t LIMIT 1) x CROSS JOIN LATERAL (SELECT "
                + columns + " FROM " + view + " s WHERE " + condition + " OFFSET 0) w";
    }
}
