// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.options.LintLevel;

/** A rule. It keeps nothing between two calls: what came before is in the {@link Step}. */
public abstract class Rule {

    private final RuleInfo info;

    protected Rule(RuleInfo.Builder info) {
        this.info = info.build();
    }

    protected static RuleInfo.Builder rule(String id, String name, LintLevel level) {
        return RuleInfo.of(id, name, level);
    }

    public final RuleInfo info() {
        return info;
    }

    /** Looks at one statement, before it is taken into {@link Step#known}. */
    public abstract void check(Step step, Report report);
}
