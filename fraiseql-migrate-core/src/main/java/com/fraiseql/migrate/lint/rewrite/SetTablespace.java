// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TableAction.PlainKind;

/** SET TABLESPACE of what has rows. */
final class SetTablespace extends Rule {

    SetTablespace() {
        super(rule("L212", "set-tablespace", LintLevel.ERROR)
                .about(Command.AlterTable.class, Command.AlterObject.class)
                .title("SET TABLESPACE copies every file of the table while readers and writers wait")
                .why("""
                        The files are copied to the other tablespace under ACCESS EXCLUSIVE. For an index that stops
                        the readers of its table, too; an index can be built in the other tablespace with REINDEX
                        (TABLESPACE …) CONCURRENTLY.
                        """)
                .rewrite("""
                        REINDEX (TABLESPACE fast) INDEX CONCURRENTLY tb_post_slug;
                        -- for a table: a new one there, filled in batches
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET TABLESPACE\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Unseen(
                        "The copy needs a second tablespace, which a server of the build does not have.")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter
                && isStored(alter.kind())
                && !step.isNew(alter.name())
                && !isIndexOfNew(step, alter)
                && alter.has(PlainKind.SET_TABLESPACE)) {
            report.add(
                    "Readers and writers wait until all files of " + alter.name() + " are copied.",
                    alter.kind() == ObjectKind.INDEX
                            ? "Use REINDEX (TABLESPACE …) INDEX CONCURRENTLY."
                            : "Create a table in the other tablespace, and copy the rows in batches.");
        } else if (step.command() instanceof Command.AlterObject alter && isStored(alter.kind())) {
            report.add(
                    "Readers and writers wait until the files of all relations of the tablespace are copied.",
                    "Move each on its own: indexes with REINDEX (TABLESPACE …) INDEX CONCURRENTLY, rows in batches.");
        }
    }

    private static boolean isStored(ObjectKind kind) {
        return kind == ObjectKind.TABLE || kind == ObjectKind.INDEX || kind == ObjectKind.MATERIALIZED_VIEW;
    }

    private static boolean isIndexOfNew(Step step, Command.AlterTable alter) {
        KnownIndex index = alter.kind() == ObjectKind.INDEX ? step.known().index(alter.name()) : null;
        return index != null && step.isNew(index.table());
    }
}
