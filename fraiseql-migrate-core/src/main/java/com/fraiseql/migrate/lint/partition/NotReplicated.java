// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TableAction.ColumnChange;
import com.fraiseql.migrate.sql.TableAction.Renamed;

/** A change of the columns of a published table. */
final class NotReplicated extends TableRule {

    NotReplicated() {
        super(rule("L714", "definition-not-replicated", LintLevel.ADVICE)
                .title("Logical replication does not replicate the change of a table that is published")
                .why("""
                        A subscriber stops with an error at the first row with a column that it does not have, and the
                        slot keeps the WAL on the publisher until it goes on. Add columns on the subscribers first,
                        and drop them there last.
                        """)
                .rewrite("""
                        -- on each subscriber first
                        ALTER TABLE tb_author ADD COLUMN bio text;
                        -- then on the publisher
                        ALTER TABLE tb_author ADD COLUMN bio text;
                        """)
                .source("PostgreSQL manual, \"Logical Replication\", \"Restrictions\"")
                .proof(new Proof.Unseen("The error appears on the subscriber, which is another server.")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (step.known().isPublished(alter.name())
                && (action instanceof TableAction.AddColumn
                        || action instanceof TableAction.DropColumn
                        || (action instanceof TableAction.AlterColumn change && change.change() == ColumnChange.TYPE)
                        || (action instanceof TableAction.Rename rename && rename.what() != Renamed.CONSTRAINT))) {
            report.add(
                    "Subscribers have " + alter.name() + " as it is now, and this change does not reach them.",
                    "Change the table on the subscribers, too: before this if columns are added, after it if they go.");
        }
    }
}
