// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import com.fraiseql.migrate.projection.ivm.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a change affects an entity, and how the keys are found.
 *
 * @param entity its name
 * @param keys which of its keys are affected
 * @param from the table whose rows decide: that of the rule, one that the server changes, or a read table
 * @param place where that table is read
 * @param steps the conditions from a changed row to the key, for instance {@code c.post_id = p.id}; empty if the change
 *     concerns every key
 * @param reason why it concerns every key; {@code null} otherwise, and for TRUNCATE
 */
public record EntityEffect(
        String entity,
        Keys keys,
        String from,
        Place place,
        List<String> steps,
        @Nullable Reason reason) {

    public EntityEffect {
        steps = List.copyOf(steps);
    }

    /** Which keys of an entity are affected. */
    public enum Keys {
        /** Those that the steps lead to. */
        LINKED,
        /** Every key. */
        ALL
    }

    /**
     * Where a table is read.
     *
     * @param relation the view, or the table itself, with its schema
     * @param alias the table's name there
     */
    public record Place(String relation, String alias) {}
}
