// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.projection;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction.PlainKind;

/** DISABLE TRIGGER on a table that a read table is made of. */
final class BaseTriggersDisabled extends Rule {

    BaseTriggersDisabled() {
        super(rule("L844", "base-table-triggers-disabled", LintLevel.WARNING)
                .about(Command.AlterTable.class)
                .title("While triggers of a base table are disabled, the read table does not follow what is written")
                .why("""
                        The triggers that note changes are off for all sessions. What is written meanwhile is missing
                        in the read table after they are enabled again, until it is compared with its view.
                        """)
                .rewrite("""
                        UPDATE tb_comment SET content = 'x' WHERE id = 1;
                        -- after a bulk load without triggers
                        -- fraiseql migrate ivm verify --repair
                        """)
                .source("docs/ivm.md, \"Traps\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM (TABLE v_comment EXCEPT TABLE tv_comment) d", "0", "1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            QualifiedName read = alter.has(PlainKind.DISABLE_TRIGGER) ? ReadTables.fedBy(step, alter.name()) : null;
            if (read != null) {
                report.add(
                        read + " does not follow what is written to " + alter.name()
                                + " until the triggers are enabled.",
                        "Leave the triggers on, or run fraiseql migrate ivm verify --repair afterwards.");
            }
        }
    }
}
