// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TableAction;

/** A rule about one action of ALTER TABLE, on a table that the pending migrations do not create. */
public abstract class TableRule extends Rule {

    protected TableRule(RuleInfo.Builder info) {
        super(info.about(Command.AlterTable.class));
    }

    @Override
    public final void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && alter.kind() == ObjectKind.TABLE
                && !step.isNew(alter.name())) {
            for (TableAction action : alter.actions()) {
                check(step, alter, action, report);
            }
        }
    }

    protected abstract void check(Step step, Command.AlterTable alter, TableAction action, Report report);
}
