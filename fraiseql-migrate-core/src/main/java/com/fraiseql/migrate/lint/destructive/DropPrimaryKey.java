// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;

/** DROP CONSTRAINT of the primary key. */
final class DropPrimaryKey extends TableRule {

    DropPrimaryKey() {
        super(rule("L414", "drop-primary-key", LintLevel.ERROR)
                .title("Without its primary key the table lets duplicates in, and its changes are not replicated")
                .why("""
                        Logical replication finds rows by the primary key; without it UPDATE and DELETE of a published
                        table fail with 55000. ON CONFLICT on the key fails, and the index that finds rows by their key
                        is gone.
                        """)
                .rewrite("""
                        CREATE UNIQUE INDEX CONCURRENTLY tb_comment_new_pkey ON tb_comment (id, fk_post);
                        -- second migration, in one ALTER TABLE
                        ALTER TABLE tb_comment DROP CONSTRAINT tb_comment_pkey,
                            ADD CONSTRAINT tb_comment_new_pkey PRIMARY KEY USING INDEX tb_comment_new_pkey;
                        """)
                .source("PostgreSQL manual, 29.1.1 \"Replica Identity\"")
                .proof(new Proof.Breaks("UPDATE tb_comment SET content = 'x' WHERE id = 1", "55000")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.DropConstraint drop && isPrimaryKey(step, alter, drop.constraint())) {
            report.add(
                    sentence(alter),
                    "Build the new key with CREATE UNIQUE INDEX CONCURRENTLY, and replace the old one in one "
                            + "ALTER TABLE.");
        } else if (addsPrimaryKey(action)) {
            report.withdraw(sentence(alter));
        }
    }

    private static boolean addsPrimaryKey(TableAction action) {
        return action instanceof TableAction.AddConstraint add
                ? add.constraint().kind() == Constraint.Kind.PRIMARY_KEY
                : action instanceof TableAction.AddColumn column
                        && column.column().has(Column.Kind.PRIMARY_KEY);
    }

    private static String sentence(Command.AlterTable alter) {
        return alter.name().name() + " has no primary key after this.";
    }

    private static boolean isPrimaryKey(Step step, Command.AlterTable alter, String name) {
        Constraint.Kind kind = DroppedConstraint.kind(step, alter, name);
        return kind == Constraint.Kind.PRIMARY_KEY || (kind == null && name.endsWith("_pkey"));
    }
}
