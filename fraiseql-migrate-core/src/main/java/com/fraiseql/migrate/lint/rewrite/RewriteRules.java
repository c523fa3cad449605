// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class RewriteRules {

    private RewriteRules() {}

    public static List<Rule> all() {
        return List.of(new ColumnTypeRewrite());
    }
}
