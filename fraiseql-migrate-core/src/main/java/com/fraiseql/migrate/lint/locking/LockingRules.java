// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class LockingRules {

    private LockingRules() {}

    public static List<Rule> all() {
        return List.of(
                new RefreshBlocks(),
                new RefreshConcurrently(),
                new RefreshNeedsUniqueIndex(),
                new MaterializedViewWithData(),
                new CreateTrigger(),
                new DropTrigger(),
                new DisableTrigger(),
                new PolicyLock(),
                new ExplicitLock(),
                new NameLock(),
                new DropForeignKeyTable());
    }
}
