// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Finding;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Verdict;
import java.util.ArrayList;
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
        List<Decision> left = new ArrayList<>(decisions);
        left.sort(Comparator.comparing(decision -> decision.verdict().table()));
        List<Decision> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> waiting = left.stream()
                    .filter(decision -> decision.maintained().isPresent())
                    .map(decision -> decision.verdict().table())
                    .collect(Collectors.toSet());
            List<Decision> ready = left.stream()
                    .filter(decision -> reads(decision).stream().noneMatch(waiting::contains))
                    .toList();
            if (ready.isEmpty()) {
                left.forEach(decision -> ordered.add(decision.maintained().isPresent() ? refused(decision) : decision));
                return ordered;
            }
            ordered.addAll(ready);
            left.removeAll(ready);
        }
        return ordered;
    }

    private static Set<String> reads(Decision decision) {
        return decision.maintained().map(Maintained::occurrences).orElse(List.of()).stream()
                .map(occurrence -> occurrence.table().displayName())
                .collect(Collectors.toSet());
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
