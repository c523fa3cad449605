// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import com.fraiseql.migrate.projection.table.ColumnMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a read table itself, whatever its view is made of. Pure. */
final class TableReasons {

    private TableReasons() {}

    static List<Reason> of(Projection projection, ColumnMatch match, TableFacts tables) {
        String table = projection.displayName();
        String view = projection.schema() + ".v_" + projection.entityType();
        Optional<TableFacts.Read> read = tables.read(projection.oid());
        List<Reason> reasons = new ArrayList<>();
        if (projection.view() == null || read.isEmpty() || read.get().view() == 0) {
            reasons.add(new Reason(
                    Code.NO_VIEW,
                    table,
                    table,
                    "There is no view " + view + " that it could equal.",
                    "Create the view " + view + " with the columns of the table."));
            return reasons;
        }
        if (projection.primaryKey().isEmpty()) {
            reasons.add(new Reason(
                    Code.NO_PRIMARY_KEY,
                    table,
                    table,
                    "Its rows cannot be told apart.",
                    "Add a primary key, for instance on id."));
        }
        if (!match.problems().isEmpty()) {
            reasons.add(new Reason(
                    Code.COLUMNS_DO_NOT_FIT,
                    String.join("; ", match.problems()),
                    view,
                    "The table and its view differ in their columns.",
                    "Give both the same names and types."));
        }
        if (!read.get().writable()) {
            reasons.add(new Reason(
                    Code.PRIVILEGE,
                    table,
                    table,
                    "The session's role may not change all of its rows.",
                    "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " to the role that migrates."));
        }
        if (!read.get().foreignKeys().isEmpty()) {
            reasons.add(new Reason(
                    Code.FOREIGN_KEY,
                    "a foreign key between " + table + " and "
                            + String.join(", ", read.get().foreignKeys()),
                    table,
                    "The order in which rows of both tables change is not that of the key, so transactions could "
                            + "deadlock.",
                    "Drop it: the foreign keys of the base tables guarantee the same."));
        }
        if (!read.get().otherCollations().isEmpty()) {
            reasons.add(new Reason(
                    Code.KEY_COLLATION,
                    "the collation of " + String.join(", ", read.get().otherCollations()),
                    table,
                    "The key has another collation there than in the view, so PostgreSQL cannot compare the two.",
                    "Give the column of the table the collation that it has in the view."));
        }
        return reasons;
    }
}
