// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction.PlainKind;

/** SET SCHEMA. */
final class SetSchema extends Rule {

    SetSchema() {
        super(rule("L505", "set-schema", LintLevel.ERROR)
                .about(Command.AlterTable.class, Command.CreateTable.class, Command.CreateObject.class)
                .title("The application that is running looks for the object in its old schema")
                .why("""
                        Each statement that finds the object by its schema, or by a search_path without the new schema,
                        fails until the deploy is over.
                        """)
                .rewrite("""
                        BEGIN;
                        ALTER TABLE tb_comment SET SCHEMA app;
                        CREATE VIEW tb_comment AS SELECT * FROM app.tb_comment;
                        COMMIT;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET SCHEMA\"")
                .proof(new Proof.Breaks("SELECT id FROM tb_comment WHERE id = 1", "42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && !step.isNew(alter.name())
                && !step.isNew(alter.kind(), alter.name())
                && alter.has(PlainKind.SET_SCHEMA)) {
            report.add(
                    OldName.sentence(alter.name().name()), "Create a view in its old place in the same transaction.");
        } else {
            OldName.withdraw(step, report);
        }
    }
}
