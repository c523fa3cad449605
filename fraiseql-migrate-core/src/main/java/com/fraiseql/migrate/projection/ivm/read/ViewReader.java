// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one view.
 *
 * <ol>
 *   <li>The top level is built: what its FROM reaches, level by level ({@link Levels}).
 *   <li>Its conditions are read for links ({@link Conditions}).
 *   <li>The output columns that the read table has are demanded. An expression that is demanded uses its columns; a
 *       column of a sub-select demands the expression there. What is not demanded is of no importance.
 *   <li>Each demanded expression is checked: whether it is a function of the rows that it reads ({@link
 *       FunctionCheck}), and whether the order in which they are read decides ({@link OrderCheck}).
 * </ol>
 *
 * Whatever it does not know is a reason against the view.
 */
public final class ViewReader {

    private final Facts facts;
    private final Findings findings;

    private ViewReader(Facts facts, String view) {
        this.facts = facts;
        this.findings = new Findings(facts, view);
    }

    /**
     * Reads a view.
     *
     * @param view the oid of the view, which the facts must know with all that is below it
     * @param columns the output columns that count
     * @param key those of them that are the key
     */
    public static ViewShape read(Facts facts, long view, Set<String> columns, List<String> key) {
        return new ViewReader(facts, facts.relation(view).displayName()).read(view, columns, key);
    }

    private ViewShape read(long view, Set<String> columns, List<String> key) {
        Levels levels = new Levels(findings);
        Level top = levels.view(view);
        Map<String, List<ColumnUse>> keys = new LinkedHashMap<>();
        List<Integer> numbers = new ArrayList<>();
        for (Node target : top.outputs()) {
            String name = target.text("resname");
            if (columns.contains(name)) {
                levels.demands().output(top, target.number("resno"));
            }
            if (key.contains(name)) {
                numbers.add(target.number("resno"));
                keys.put(name, Columns.ofOutput(top, target.number("resno"), false));
                explainBarrier(top, target);
            }
        }
        return new ViewShape(
                findings.uses(),
                findings.links(),
                keys,
                findings.reasons(),
                new ViewShape.Proven(
                        new Uniqueness(facts).holds(top, Set.copyOf(numbers)),
                        findings.byInvoker(),
                        findings.barriers()));
    }

    private void explainBarrier(Level top, Node target) {
        Optional<String> barrier = Columns.barrier(top, target);
        // grouping sets have been named when the level was built
        barrier.filter(what -> !what.startsWith("GROUPING"))
                .ifPresent(what -> findings.reason(
                        what.startsWith("LIMIT") ? Code.LIMIT : Code.WINDOW,
                        what,
                        top.place(),
                        "A change of one row can change the output for every key.",
                        "Leave it out of the view, or compute it when the table is read."));
    }
}
