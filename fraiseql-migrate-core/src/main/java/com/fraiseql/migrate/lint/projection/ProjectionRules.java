// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class ProjectionRules {

    private ProjectionRules() {}

    public static List<Rule> all() {
        return List.of(
                new BasePartitionMoved(),
                new BasePartitionWithoutTriggers(),
                new BaseTruncated(),
                new BaseTriggersDisabled(),
                new LinkWithoutIndex(),
                new ReadTableWritten(),
                new FilledBeforeTrigger(),
                new ReadTableWithoutKey(),
                new ReadTableRebuiltInPlace(),
                new ReferenceToReadTable(),
                new BaseColumnDropped());
    }
}
