// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.catalog.KnownIndex;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;

/** DROP COLUMN of a column that an index has. */
final class DropIndexedColumn extends TableRule {

    DropIndexedColumn() {
        super(rule("L421", "drop-column-drops-index", LintLevel.ADVICE)
                .title("DROP COLUMN silently drops the indexes of the column")
                .why("""
                        An index over several columns goes when one of them goes, and queries that find rows by the
                        others read the whole table from then on.
                        """)
                .rewrite("""
                        CREATE INDEX CONCURRENTLY tb_post_author ON tb_post (fk_author);
                        -- second migration
                        ALTER TABLE tb_post DROP COLUMN code;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP COLUMN\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM pg_class WHERE relname = 'tb_post_author_code'", "1", "0")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.DropColumn drop) {
            for (KnownIndex index : step.known().indexesOf(alter.name())) {
                boolean several = index.definition().keys().size() > 1;
                if (several
                        && index.definition().hasKey(drop.column())
                        && index.definition().index() != null) {
                    report.add(
                            "The index " + index.definition().index().name() + " over several columns goes with "
                                    + drop.column() + ".",
                            "Build an index over the other columns first, if queries need it.");
                }
            }
        }
    }
}
