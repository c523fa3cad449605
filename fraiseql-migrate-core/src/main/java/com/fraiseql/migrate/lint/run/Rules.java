// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.compatibility.CompatibilityRules;
import com.fraiseql.migrate.lint.constraint.ConstraintRules;
import com.fraiseql.migrate.lint.data.DataRules;
import com.fraiseql.migrate.lint.design.DesignRules;
import com.fraiseql.migrate.lint.destructive.DestructiveRules;
import com.fraiseql.migrate.lint.index.IndexRules;
import com.fraiseql.migrate.lint.locking.LockingRules;
import com.fraiseql.migrate.lint.partition.PartitionRules;
import com.fraiseql.migrate.lint.projection.ProjectionRules;
import com.fraiseql.migrate.lint.rewrite.RewriteRules;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.security.SecurityRules;
import com.fraiseql.migrate.lint.transaction.TransactionRules;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All rules. */
public final class Rules {

    private static final List<Rule> ALL = Stream.of(
                    IndexRules.all(),
                    ConstraintRules.all(),
                    LockingRules.all(),
                    RewriteRules.all(),
                    TransactionRules.all(),
                    DestructiveRules.all(),
                    CompatibilityRules.all(),
                    DataRules.all(),
                    PartitionRules.all(),
                    DesignRules.all(),
                    SecurityRules.all(),
                    ProjectionRules.all(),
                    ReviewRules.all())
            .flatMap(List::stream)
            .sorted(Comparator.comparing(rule -> rule.info().name().id()))
            .toList();

    private Rules() {}

    /** By number. */
    public static List<Rule> all() {
        return ALL;
    }

    /** The rule of a number or name. */
    public static Optional<Rule> named(String word) {
        return ALL.stream().filter(rule -> rule.info().name().isMeantBy(word)).findFirst();
    }
}
