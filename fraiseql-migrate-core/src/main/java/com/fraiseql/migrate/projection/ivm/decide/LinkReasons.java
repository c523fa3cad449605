// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import com.fraiseql.migrate.projection.ivm.read.ColumnUse;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import com.fraiseql.migrate.projection.ivm.read.ViewShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why changes of a base table cannot find the keys that they concern. Pure. */
final class LinkReasons {

    private LinkReasons() {}

    static List<Reason> of(Projection projection, ViewShape shape, Optional<ScopeChoice> choice) {
        String view = projection.schema() + "." + projection.view();
        if (choice.isEmpty()) {
            return shape.reasons().isEmpty() ? List.of(noKey(projection, shape, view)) : List.of();
        }
        List<Reason> reasons = new ArrayList<>();
        Map<TableUse, LinkStep> steps = choice.get().steps();
        for (TableUse use : shape.uses()) {
            LinkStep step = steps.get(use);
            if (step == null && use.table().canHaveTriggers()) {
                reasons.add(new Reason(
                        Code.NO_LINK,
                        use.table().displayName()
                                + (use.alias().equals(use.table().name()) ? "" : " " + use.alias()),
                        use.place(),
                        Optional.ofNullable(shape.proven().barriers().get(use))
                                .map(barrier -> "The equality that would link it to the key does not pass " + barrier
                                        + ", so a change of one of its rows can concern other keys.")
                                .orElse("No equality links it to the key, so a change of one of its rows can concern "
                                        + "every key."),
                        "Join it by columns that are equal, on the way to " + String.join(", ", projection.primaryKey())
                                + ", or compute it when the table is read."));
            } else if (step != null) {
                virtual(step)
                        .ifPresent(column -> reasons.add(new Reason(
                                Code.VIRTUAL_COLUMN,
                                column.shown() + ", a virtual generated column",
                                use.place(),
                                "Triggers do not see its value.",
                                "Make it STORED, or link by the columns that it is made of.")));
                if (step.passesComputedWhole()) {
                    reasons.add(new Reason(
                            Code.MATERIALIZED_CTE,
                            "a CTE over " + use.table().displayName() + " that is used more than once or MATERIALIZED",
                            use.place(),
                            "PostgreSQL computes the whole of it for each key.",
                            "Write WITH … AS NOT MATERIALIZED (…)."));
                }
            }
        }
        return reasons;
    }

    private static Optional<ColumnUse> virtual(LinkStep step) {
        return step.columns().filter(column -> column.column().virtual()).findFirst();
    }

    private static Reason noKey(Projection projection, ViewShape shape, String view) {
        String key = String.join(", ", projection.primaryKey());
        boolean nullable = shape.keys().values().stream()
                .flatMap(List::stream)
                .anyMatch(column -> column.use().nullable());
        return nullable
                ? new Reason(
                        Code.KEY_ON_NULLABLE_SIDE,
                        "key " + key,
                        view,
                        "It comes from the side of an outer join that may be missing, so it can be NULL.",
                        "Select the key of a table that is always there.")
                : new Reason(
                        Code.KEY_IS_NO_COLUMN,
                        "key " + key,
                        view,
                        "It is not a column of a base table that a condition on it reaches, so changes do not show "
                                + "which keys they concern.",
                        "Select the column itself, not an expression or an aggregate over it.");
    }
}
