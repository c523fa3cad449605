// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.List;

/** DROP COLUMN, and DROP ATTRIBUTE of a composite type. */
final class DropColumn extends Rule {

    DropColumn() {
        super(rule("L403", "drop-column", LintLevel.ERROR)
                .about(Command.AlterTable.class, Command.AlterObject.class)
                .title("DROP COLUMN removes the values of the column, and the running application asks for it")
                .why("""
                        The old version of the application runs until the deploy is over, and each of its statements
                        that names the column fails with 42703. No rollback of the migration brings the values back.
                        """)
                .rewrite("""
                        -- one release earlier: the application no longer reads or writes the column
                        ALTER TABLE tb_comment DROP COLUMN content;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP COLUMN\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && alter.kind() == ObjectKind.TABLE
                && !step.isNew(alter.name())) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.DropColumn drop && !step.isNew(alter.name(), drop.column())) {
                    report.add(
                            "The values of " + alter.name() + "." + drop.column()
                                    + " are gone, and an application that still names it fails.",
                            advice(drop.column()));
                }
            }
        } else if (step.command() instanceof Command.AlterObject alter
                && alter.kind() == ObjectKind.TYPE
                && alter.name() != null
                && !step.isNew(alter.kind(), alter.name())) {
            for (List<Token> clause : new TokenCursor(alter.action()).clauses()) {
                TokenCursor words = new TokenCursor(clause);
                if (words.accept("DROP", "ATTRIBUTE")) {
                    words.accept("IF", "EXISTS");
                    String attribute = words.peek().name();
                    report.add(
                            "The values of " + attribute + " are gone from all columns of the type " + alter.name()
                                    + ", and an application that still names it fails.",
                            advice(attribute));
                }
            }
        }
    }

    private static String advice(String column) {
        return "Deploy a version that does not use " + column + " first, and drop it one release later.";
    }
}
