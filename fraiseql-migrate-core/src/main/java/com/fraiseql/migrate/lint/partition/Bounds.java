// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.List;

/** What the files tell of the rows in a partition. */
final class Bounds {

    private Bounds() {}

    /** Whether the table has a valid CHECK of a partition key; where the key is not known, any valid CHECK counts. */
    static boolean mayBeProven(Step step, QualifiedName parent, QualifiedName table) {
        KnownTable partition = step.table(table);
        KnownTable partitioned = step.table(parent);
        List<String> key = partitioned == null ? List.of() : partitioned.partitionKey();
        return partition != null
                && partition.constraints().values().stream()
                        .anyMatch(constraint -> constraint.kind() == Constraint.Kind.CHECK
                                && constraint.valid()
                                && (key.isEmpty()
                                        || constraint.expression().stream()
                                                .anyMatch(word -> word.isName() && key.contains(word.name()))));
    }
}
