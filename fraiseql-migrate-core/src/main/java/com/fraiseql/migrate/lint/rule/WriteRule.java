// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Write;

/** A rule about one INSERT, UPDATE, DELETE or MERGE of a statement, which may stand in its WITH clause. */
public abstract class WriteRule extends Rule {

    protected WriteRule(RuleInfo.Builder info) {
        super(info.about(Command.Query.class));
    }

    @Override
    public final void check(Step step, Report report) {
        if (step.command() instanceof Command.Query query) {
            for (Write write : query.writes()) {
                check(step, write, report);
            }
        }
    }

    protected abstract void check(Step step, Write write, Report report);
}
