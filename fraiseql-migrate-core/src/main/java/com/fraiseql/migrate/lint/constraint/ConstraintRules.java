// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class ConstraintRules {

    private ConstraintRules() {}

    public static List<Rule> all() {
        return List.of(
                new ForeignKeyValidated(),
                new SetNotNullScan(),
                new UniqueBuildsIndex(),
                new AddColumnUnique(),
                new PrimaryKeyBuildsIndex(),
                new PrimaryKeyOfNullable(),
                new ExclusionConstraint(),
                new AddColumnReferences(),
                new ForeignKeyNotAlone(),
                new SeveralForeignKeys(),
                new CreateTableReferences(),
                new CheckValidated(),
                new AddColumnCheck(),
                new NativeNotNull(),
                new ProofDroppedWithNotNull(),
                new ValidateInTransaction(),
                new ValidateInMigration(),
                new NeverValidated(),
                new DomainConstraint(),
                new CreateConstrainedDomain(),
                new ForeignKeyReplaced());
    }
}
