// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** CREATE TABLE … INHERITS. */
final class TableInheritance extends Rule {

    TableInheritance() {
        super(rule("L833", "table-inheritance", LintLevel.ADVICE)
                .about(Command.CreateTable.class)
                .title("Keys and foreign keys do not reach the tables that inherit")
                .why("""
                        A primary key of the parent does not keep duplicates out of the child, and a foreign key to the
                        parent does not find the rows of the child.
                        """)
                .rewrite("""
                        CREATE TABLE tb_editor (id bigint PRIMARY KEY REFERENCES tb_author (id), since date);
                        """)
                .source("PostgreSQL manual, 5.11.1 \"Caveats\"")
                .proof(new Proof.Observes("SELECT count(*) FROM tb_author WHERE id = 1", "2")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create
                && !create.sources().inherits().isEmpty()) {
            report.at(
                    create.name().from(),
                    "Keys of " + create.sources().inherits().get(0) + " do not reach the rows of " + create.name()
                            + ".",
                    "Use a foreign key to the parent, or partitions.");
        }
    }
}
