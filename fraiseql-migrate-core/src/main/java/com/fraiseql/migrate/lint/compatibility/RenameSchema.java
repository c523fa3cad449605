// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** RENAME of a schema. */
final class RenameSchema extends Rule {

    RenameSchema() {
        super(rule("L503", "rename-schema", LintLevel.ERROR)
                .about(Command.AlterObject.class)
                .title("The application that is running asks for the schema by its old name")
                .why("""
                        Every statement that names the schema fails, and a search_path with its old name finds nothing
                        in it any more, without an error.
                        """)
                .rewrite("""
                        CREATE SCHEMA shop;
                        -- then move one table after the other, with a view in its old place
                        """)
                .source("PostgreSQL manual, ALTER SCHEMA")
                .proof(new Proof.Breaks("SELECT count(*) FROM app.tb_tag", "42P01")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterObject alter
                && alter.kind() == ObjectKind.SCHEMA
                && alter.name() != null
                && !step.isNew(ObjectKind.SCHEMA, alter.name())
                && new TokenCursor(alter.action()).accept("RENAME")) {
            report.add(
                    "The application that is running fails where it names the schema " + alter.name() + ".",
                    "Move the objects one by one, and leave views in their old places.");
        }
    }
}
