// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.Traits.Control;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells statement by statement where units begin and end ({@code docs/design.md}, 4). */
public final class UnitBoundaries {

    private final Cuts cuts;
    /** The kind of the unit that the next statement may belong to. */
    private Unit.@Nullable Kind open;

    public UnitBoundaries(Cuts cuts) {
        this.cuts = cuts;
    }

    /**
     * Where a statement stands in its unit. A unit also ends where the next one begins.
     *
     * @param kind of the unit
     * @param first whether it begins the unit
     * @param last whether the unit ends with it, whatever follows
     */
    public record Place(Unit.Kind kind, boolean first, boolean last) {}

    /**
     * Takes the next statement.
     *
     * @param head the directives for the whole file
     */
    public Place next(Statement statement, List<Directive> head) {
        Place place = place(statement, head);
        open = place.last() ? null : place.kind();
        return place;
    }

    private Place place(Statement statement, List<Directive> head) {
        boolean commit = statement.traits().control() == Control.COMMIT;
        if (open == Unit.Kind.EXPLICIT) {
            return new Place(Unit.Kind.EXPLICIT, false, commit);
        }
        boolean standalone = statement.traits().standalone() || cuts.alone().contains(statement.index());
        boolean begin = statement.traits().control() == Control.BEGIN;
        boolean alone = standalone || (!commit && !begin && (isNamed(head) || isNamed(statement.directives())));
        boolean first = alone || begin || open == null;
        Unit.Kind kind = begin ? Unit.Kind.EXPLICIT : standalone ? Unit.Kind.STANDALONE : Unit.Kind.TRANSACTION;
        boolean strayFirst = commit && first;
        boolean last =
                alone || (commit && !strayFirst) || (!begin && cuts.after().contains(statement.index()));
        return new Place(first || open == null ? kind : open, first, last);
    }

    private static boolean isNamed(List<Directive> directives) {
        for (Directive directive : directives) {
            if (directive.name().equals(Directive.NO_TRANSACTION)) {
                return true;
            }
        }
        return false;
    }
}
