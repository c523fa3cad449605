// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.index;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class IndexRules {

    private IndexRules() {}

    public static List<Rule> all() {
        return List.of(
                new IndexNotConcurrent(),
                new DropIndexNotConcurrent(),
                new ReindexNotConcurrent(),
                new ConcurrentIndexIfNotExists(),
                new PartitionedIndexNotConcurrent(),
                new ConcurrentlyOnPartitioned(),
                new DropIndexOfConstraint(),
                new ReplaceIndexGap(),
                new CommentOnConcurrently());
    }
}
