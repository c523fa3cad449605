// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class DestructiveRules {

    private DestructiveRules() {}

    public static List<Rule> all() {
        return List.of(
                new CreatedAgain(),
                new DeleteWithoutWhere(),
                new DropCascade(),
                new DropCheck(),
                new DropColumn(),
                new DropDatabase(),
                new DropExtension(),
                new DropForeignKeyColumn(),
                new DropIndexedColumn(),
                new DropKeyColumn(),
                new DropKeyConstraint(),
                new DropOwned(),
                new DropPrimaryKey(),
                new DropSchema(),
                new DropSequence(),
                new DropTable(),
                new DropType(),
                new DropUniqueColumn(),
                new DropView(),
                new RollbackLosesRows(),
                new TruncateCascade(),
                new TruncateTable(),
                new UpdateWithoutWhere());
    }
}
