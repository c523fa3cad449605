// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;

/** NOT VALID for a foreign key of a partitioned table. */
final class NotValidOnPartitioned extends Rule {

    NotValidOnPartitioned() {
        super(rule("L719", "not-valid-on-partitioned-table", LintLevel.ERROR)
                .about(Command.AlterTable.class)
                .title("Before PostgreSQL 18 a foreign key of a partitioned table cannot be NOT VALID")
                .why("""
                        PostgreSQL refuses it with SQLSTATE 42809. Each partition can get the foreign key with NOT
                        VALID and have it validated; the foreign key of the parent then takes them over without
                        reading a row.
                        """)
                .rewrite("""
                        -- for each partition, in a migration of its own
                        ALTER TABLE tb_log_2024 ADD CONSTRAINT tb_log_2024_post_fkey
                            FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
                        ALTER TABLE tb_log_2024 VALIDATE CONSTRAINT tb_log_2024_post_fkey;
                        -- last migration
                        ALTER TABLE tb_log ADD CONSTRAINT tb_log_post_fkey
                            FOREIGN KEY (fk_post) REFERENCES tb_post (id);
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .until(17)
                .proof(new Proof.Fails("42809")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && !alter.only()) {
            KnownTable table = step.table(alter.name());
            for (TableAction action : alter.actions()) {
                if (table != null
                        && table.partitioned()
                        && action instanceof TableAction.AddConstraint add
                        && add.constraint().kind() == Constraint.Kind.FOREIGN_KEY
                        && add.constraint().notValid()
                        && step.mayBeOlderThan(18)) {
                    report.add(
                            "Before PostgreSQL 18 this is refused, because " + alter.name() + " is partitioned.",
                            "Add the foreign key to each partition with NOT VALID first.");
                }
            }
        }
    }
}
