// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;

/** CREATE RULE. */
final class CreateRule extends Rule {

    CreateRule() {
        super(rule("L832", "create-rule", LintLevel.ADVICE)
                .about(Command.CreateObject.class)
                .title("A rule rewrites statements in ways that their authors do not see")
                .why("""
                        An INSERT that a rule turns into nothing succeeds and stores no row; expressions with nextval or
                        random are computed twice. A trigger does the same work row by row.
                        """)
                .rewrite("""
                        CREATE TRIGGER tb_post_touch BEFORE UPDATE ON tb_post FOR EACH ROW EXECUTE FUNCTION touch();
                        """)
                .source("PostgreSQL manual, 39.4 \"Rules on INSERT, UPDATE, and DELETE\"")
                .proof(new Proof.Observes("SELECT count(*) FROM tb_author WHERE id = 1000", "0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateObject create && create.kind() == ObjectKind.RULE) {
            report.add("Statements on the table do something else than they say.", "Use a trigger.");
        }
    }
}
