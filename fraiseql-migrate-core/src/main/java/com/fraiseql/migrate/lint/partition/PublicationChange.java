// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TokenCursor;

/** A publication that is given other tables. */
final class PublicationChange extends Rule {

    PublicationChange() {
        super(rule("L713", "publication-changed", LintLevel.ADVICE)
                .about(Command.AlterObject.class)
                .title("A publication gets or loses tables, and its subscribers see that only when they are told")
                .why("""
                        A subscriber asks for new tables only at ALTER SUBSCRIPTION … REFRESH PUBLICATION; until then
                        their rows are missing there. The tables are locked with SHARE UPDATE EXCLUSIVE, so VACUUM and
                        concurrent index builds of them wait.
                        """)
                .rewrite("""
                        ALTER PUBLICATION blog ADD TABLE tb_post;
                        -- then on each subscriber
                        ALTER SUBSCRIPTION blog REFRESH PUBLICATION;
                        """)
                .source("PostgreSQL manual, \"Logical Replication\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE_UPDATE_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterObject alter
                && alter.kind() == ObjectKind.PUBLICATION
                && alter.name() != null
                && !step.isNew(ObjectKind.PUBLICATION, alter.name())) {
            TokenCursor action = new TokenCursor(alter.action());
            if (action.acceptAny("ADD", "DROP", "SET") && action.acceptAny("TABLE", "TABLES")) {
                report.add(
                        "Subscribers of " + alter.name() + " do not see this before they refresh the publication.",
                        "Refresh each subscription after the migration.");
            }
        }
    }
}
