// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Settings.Setting;
import java.util.List;

/** SET session_replication_role. */
final class ReplicationRole extends Rule {

    ReplicationRole() {
        super(rule("L614", "triggers-and-keys-off", LintLevel.ERROR)
                .about(Command.SetParameter.class, Command.Query.class, Command.Other.class)
                .title("Foreign keys are not checked and triggers do not run for what follows")
                .why("""
                        As replica, the session writes rows that no foreign key checks, and triggers that keep other
                        tables right do not run. Nothing checks the rows later.
                        """)
                .rewrite("""
                        INSERT INTO tb_post (id, fk_author, title) VALUES (1000, 1, 'x');
                        """)
                .source("PostgreSQL manual, 20.11 \"Client Connection Defaults\", session_replication_role")
                .proof(new Proof.Observes("SELECT count(*) FROM tb_post WHERE fk_author = 9999", "1")));
    }

    @Override
    public void check(Step step, Report report) {
        for (Setting setting : step.command().settings()) {
            List<String> values = setting.values();
            if (setting.name().equals("session_replication_role")
                    && values != null
                    && !values.isEmpty()
                    && values.get(0).equals("replica")) {
                report.at(
                        setting.token().offset(),
                        "No foreign key is checked and no trigger runs for the statements below.",
                        "Remove it, and write the rows in an order that the foreign keys allow.");
            }
        }
    }
}
