// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import com.fraiseql.migrate.projection.ivm.decide.LinkStep;
import com.fraiseql.migrate.projection.ivm.decide.ScopeChoice;
import com.fraiseql.migrate.projection.ivm.read.ColumnUse;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import com.fraiseql.migrate.projection.ivm.read.ViewShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a change concerns every key of an entity. Pure. */
final class Unlinked {

    private static final Set<Code> ABOVE_ALL_ROWS = Set.of(Code.LIMIT, Code.WINDOW, Code.GROUPING_SETS, Code.RECURSIVE);

    private final Table view;
    private final List<String> key;
    private final ViewShape shape;
    private final Optional<ScopeChoice> choice;

    Unlinked(Table view, List<String> key, ViewShape shape, Optional<ScopeChoice> choice) {
        this.view = view;
        this.key = key;
        this.shape = shape;
        this.choice = choice;
    }

    /** The reason; empty if the links lead to the key. */
    Optional<Reason> reason(TableUse use) {
        if (key.isEmpty()) {
            return Optional.of(new Reason(
                    Code.NO_PRIMARY_KEY,
                    view.displayName(),
                    view.displayName(),
                    "No key is known: there is no tv_ table, and the view gives neither the primary key of a tb_ table "
                            + "nor a column id.",
                    "Select the primary key of the tb_ table."));
        }
        if (choice.isEmpty()) {
            return Optional.of(noColumn());
        }
        LinkStep step = choice.get().steps().get(use);
        if (step == null) {
            return Optional.of(noLink(use));
        }
        if (choice.get().columns().size() < key.size()) {
            return Optional.of(new Reason(
                    Code.NO_LINK,
                    called(use),
                    use.place(),
                    "The links lead to a part of the key only: "
                            + String.join(", ", choice.get().columns()) + ".",
                    "Select all columns of the key from one table."));
        }
        return step.outer().stream()
                .filter(column -> column.column().virtual())
                .findFirst()
                .map(column -> notSeen(use, column));
    }

    private static String called(TableUse use) {
        return use.table().displayName() + (use.alias().equals(use.table().name()) ? "" : " " + use.alias());
    }

    private Reason noLink(TableUse use) {
        return new Reason(
                Code.NO_LINK,
                called(use),
                use.place(),
                Optional.ofNullable(shape.proven().barriers().get(use))
                        .map(barrier -> "The equality that would link it to the key does not pass " + barrier
                                + ", so a change of one of its rows can concern every key.")
                        .orElse("No equality links it to the key, so a change of one of its rows can concern every "
                                + "key."),
                "Join it by columns that are equal, on the way to " + String.join(", ", key) + ".");
    }

    private static Reason notSeen(TableUse use, ColumnUse column) {
        return new Reason(
                Code.VIRTUAL_COLUMN,
                column.shown() + ", a virtual generated column",
                use.place(),
                "Triggers do not see its value.",
                "Make it STORED, or link by the columns that it is made of.");
    }

    static Reason byArrays(TableUse use) {
        return new Reason(
                Code.NO_LINK,
                called(use),
                use.place(),
                "It is linked by arrays, and a set of arrays cannot be looked up.",
                "Link it by another column.");
    }

    private Reason noColumn() {
        Optional<Reason> above = shape.reasons().stream()
                .filter(reason -> ABOVE_ALL_ROWS.contains(reason.code()))
                .findFirst();
        if (above.isPresent()) {
            Reason known = above.get();
            return new Reason(
                    known.code(),
                    known.construct(),
                    known.place(),
                    "A change of one row can concern every key.",
                    known.cure());
        }
        boolean nullable = shape.keys().values().stream()
                .flatMap(List::stream)
                .anyMatch(column -> column.use().nullable());
        return new Reason(
                nullable ? Code.KEY_ON_NULLABLE_SIDE : Code.KEY_IS_NO_COLUMN,
                "key " + String.join(", ", key),
                view.displayName(),
                nullable
                        ? "It comes from the side of an outer join that may be missing, so it can be NULL."
                        : "It is not a column of a table that a condition on it reaches, so changes do not show which "
                                + "keys they concern.",
                nullable
                        ? "Select the key of a table that is always there."
                        : "Select the column itself, not an expression or an aggregate over it.");
    }

    /** Of a table that only the server's dependencies name. */
    static Reason notFollowed(Table table, Table view) {
        return new Reason(
                Code.UNKNOWN_CONSTRUCT,
                table.displayName(),
                view.displayName(),
                "It is read through something that is not followed, such as WITH RECURSIVE, a function or a "
                        + "materialized view, so a change of one of its rows can concern every key.",
                "Read it in the view itself, linked by columns that are equal.");
    }
}
