// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is said where the order of rows decides. */
final class OrderReasons {

    private final Findings findings;

    OrderReasons(Findings findings) {
        this.findings = findings;
    }

    void unordered(String construct, String place, String cure) {
        findings.reason(
                Code.UNORDERED_AGGREGATE,
                construct + " without ORDER BY",
                place,
                "Its order is not fixed, so another plan gives other bytes.",
                "Add an ORDER BY that ends with a unique column" + cure + ".");
    }

    void unstable(String name, String place) {
        findings.reason(
                Code.UNSTABLE_BYTES,
                name,
                place,
                "Values of this type can be equal and look different, and which one is kept is arbitrary.",
                "Give the type a scale, for instance numeric(12,2), or cast the argument to text.");
    }

    void ties(String construct, String place, Level level) {
        findings.reason(
                Code.TIES,
                construct,
                place,
                "Rows that are equal in its ORDER BY come in any order, so another plan can give other bytes.",
                "Add a unique column as the last one of its ORDER BY, for instance " + uniqueColumns(level) + ".");
    }

    /** The keys of the tables that a level reads, as an ORDER BY would name them. */
    static String uniqueColumns(Level level) {
        List<String> names = new ArrayList<>();
        level.entries().values().forEach(entry -> {
            if (entry instanceof Level.Entry.Table table
                    && !table.use().table().uniqueKeys().isEmpty()) {
                table.use()
                        .table()
                        .uniqueKeys()
                        .get(0)
                        .forEach(number -> names.add(table.use().alias() + "."
                                + Objects.requireNonNull(
                                                table.use().table().columns().get(number))
                                        .name()));
            }
        });
        return names.isEmpty() ? "the key of its table" : String.join(", ", names);
    }
}
