// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.RuleInfo;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;

/** A rule about the name that a statement gives to a table or a column; temporary tables are left out. */
abstract class NameRule extends Rule {

    NameRule(RuleInfo.Builder info) {
        super(info.about(Command.CreateTable.class, Command.AlterTable.class));
    }

    @Override
    public final void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create && !create.temporary()) {
            int offset = create.name().from();
            check(create.name().name(), offset, report);
            create.columns().forEach(column -> check(column.name(), offset, report));
        } else if (step.command() instanceof Command.AlterTable alter) {
            int offset = alter.name().from();
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AddColumn add) {
                    check(add.column().name(), offset, report);
                } else if (action instanceof TableAction.Rename rename) {
                    check(rename.to(), offset, report);
                }
            }
        }
    }

    /**
     * Looks at one name.
     *
     * @param offset where the statement names the table
     */
    protected abstract void check(String name, int offset, Report report);
}
