// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;

/** An unlogged table. */
final class UnloggedTable extends Rule {

    UnloggedTable() {
        super(rule("L712", "unlogged-table", LintLevel.ADVICE)
                .about(Command.CreateTable.class)
                .title("An unlogged table is empty after a crash, and replicas do not have it")
                .why("""
                        Its rows are not in the WAL. After a crash PostgreSQL empties it, a backup that is restored
                        from the WAL has it empty, and a query on a replica fails. For rows that can be made again
                        that may be right.
                        """)
                .rewrite("""
                        CREATE TABLE tb_draft (id bigint PRIMARY KEY, title text);
                        """)
                .source("PostgreSQL manual, CREATE TABLE, \"UNLOGGED\"")
                .proof(new Proof.Observes(
                        "SELECT relpersistence FROM pg_class WHERE oid = 'tb_draft'::regclass", "u")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create && create.unlogged()) {
            report.add(
                    "The rows of " + create.name() + " are lost in a crash, and no replica has them.",
                    "Leave UNLOGGED out unless the rows can be made again.");
        }
    }
}
