// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Finding;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Verdict;
import com.fraiseql.migrate.projection.table.DependencyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order of maintenance: a table that reads another read table comes after it. Tables that read each other in a
 * circle cannot be maintained. Pure.
 */
final class ReadOrder {

    private ReadOrder() {}

    static List<Decision> of(List<Decision> decisions) {
        DependencyOrder<Decision> order = DependencyOrder.of(
                decisions.stream()
                        .sorted(Comparator.comparing(
                                decision -> decision.verdict().table()))
                        .toList(),
                decision -> decision.verdict().table(),
                ReadOrder::reads);
        Set<String> circles = order.cycles().stream().flatMap(List::stream).collect(Collectors.toSet());
        return order.tables().stream()
                .map(decision -> circles.contains(decision.verdict().table()) || readsItself(decision)
                        ? refused(decision)
                        : decision)
                .toList();
    }

    private static Set<String> reads(Decision decision) {
        return decision.maintained().map(Maintained::reads).orElse(Set.of());
    }

    private static boolean readsItself(Decision decision) {
        return reads(decision).contains(decision.verdict().table());
    }

    private static Decision refused(Decision decision) {
        TableVerdict verdict = decision.verdict();
        Reason reason = new Reason(
                Code.CYCLE,
                String.join(", ", reads(decision)),
                String.valueOf(verdict.view()),
                "The read tables need each other, so none of them can be maintained after the others.",
                "Let the view read base tables instead of read tables.");
        return new Decision(
                new TableVerdict(
                        verdict.table(),
                        verdict.view(),
                        new Finding(Verdict.COMPARE_AT_SYNC, List.of(reason), List.of(), List.of(), null),
                        verdict.installed()),
                Optional.empty(),
                decision.definition());
    }
}
