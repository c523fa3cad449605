// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** CREATE TABLE IF NOT EXISTS of a table that is there. */
final class CreateSkipped extends Rule {

    CreateSkipped() {
        super(rule("L320", "create-table-skipped", LintLevel.ADVICE)
                .about(Command.CreateTable.class)
                .title("CREATE TABLE IF NOT EXISTS does nothing where the table is there")
                .why("""
                        An earlier migration has created a table of this name. PostgreSQL skips the statement with a
                        notice, whatever columns it has, so that the schema is not what this file says.
                        """)
                .rewrite("""
                        ALTER TABLE tb_tag ADD COLUMN name text;
                        """)
                .source("PostgreSQL manual, CREATE TABLE, \"IF NOT EXISTS\"")
                .proof(new Proof.Observes(
                        "SELECT count(*) FROM pg_attribute WHERE attrelid = 'tb_tag'::regclass AND "
                                + "attname = 'name'",
                        "0")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create && create.ifNotExists()) {
            KnownTable known = step.table(create.name());
            if (known != null && known.isComplete() && !known.temporary()) {
                report.at(
                        create.name().from(),
                        "A migration above creates " + create.name() + ", so this does nothing.",
                        "Change the table with ALTER TABLE, or remove the statement.");
            }
        }
    }
}
