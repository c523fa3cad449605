// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;

/** TRUNCATE … CASCADE. */
final class TruncateCascade extends Rule {

    TruncateCascade() {
        super(rule("L410", "truncate-cascade", LintLevel.ERROR)
                .about(Command.Truncate.class)
                .title("TRUNCATE CASCADE also empties every table that references the named one")
                .why("""
                        The tables with foreign keys to it, and those with foreign keys to them, lose all of their rows.
                        The file names none of them.
                        """)
                .rewrite("""
                        -- for each range of the key, in a transaction of its own
                        DELETE FROM tb_comment WHERE created_at < '2020-01-01' AND id BETWEEN 1 AND 1000;
                        """)
                .source("PostgreSQL manual, TRUNCATE, \"CASCADE\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.Truncate truncate
                && truncate.cascade()
                && !truncate.tables().stream().allMatch(step::isNew)) {
            report.add(
                    "CASCADE empties every table with a foreign key to a table that is named here.",
                    "Name the tables, and leave CASCADE out.");
        }
    }
}
