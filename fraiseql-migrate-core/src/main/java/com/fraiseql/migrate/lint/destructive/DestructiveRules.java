// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class DestructiveRules {

    private DestructiveRules() {}

    public static List<Rule> all() {
        return List.of(new TruncateTable(), new UpdateWithoutWhere());
    }
}
