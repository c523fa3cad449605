// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.partition;

import com.fraiseql.migrate.lint.catalog.KnownTable;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.TableAction;
import java.util.List;

/** A primary key or unique index of a partitioned table that lacks the partition key. */
final class KeyWithoutPartitionKey extends Rule {

    KeyWithoutPartitionKey() {
        super(rule("L706", "unique-without-partition-key", LintLevel.ERROR)
                .about(Command.CreateTable.class, Command.AlterTable.class, Command.CreateIndex.class)
                .title("A unique constraint of a partitioned table must have all columns of the partition key")
                .why("""
                        Each partition has an index of its own, and no index is over all of them; so PostgreSQL can
                        keep only such keys unique that lie in one partition. It refuses others with SQLSTATE 0A000.
                        """)
                .rewrite("""
                        CREATE TABLE tb_measure (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                        """)
                .source("PostgreSQL manual, \"Table Partitioning\", \"Limitations\"")
                .proof(new Proof.Fails("0A000")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.CreateTable create
                && create.sources().partitioned()) {
            List<String> key = create.sources().partitionKey().stream()
                    .filter(words -> words.size() == 1 || !words.get(1).is("("))
                    .map(words -> words.get(0).name())
                    .toList();
            for (Column column : create.columns()) {
                if (column.isKey()) {
                    check(create.name(), key, List.of(column.name()), report);
                }
            }
            create.constraints().forEach(constraint -> check(create.name(), key, constraint, report));
        } else if (step.command() instanceof Command.AlterTable alter) {
            KnownTable table = step.table(alter.name());
            for (TableAction action : alter.actions()) {
                if (table != null && action instanceof TableAction.AddConstraint add) {
                    check(alter.name(), table.partitionKey(), add.constraint(), report);
                }
            }
        } else if (step.command() instanceof Command.CreateIndex create
                && create.flags().unique()) {
            KnownTable table = step.table(create.table());
            if (table != null
                    && create.keys().stream().allMatch(words -> words.get(0).isName())) {
                List<String> columns =
                        create.keys().stream().map(words -> words.get(0).name()).toList();
                check(create.table(), table.partitionKey(), columns, report);
            }
        }
    }

    private static void check(QualifiedName table, List<String> key, Constraint constraint, Report report) {
        if (constraint.usingIndex() == null && constraint.kind().isKey()) {
            check(table, key, constraint.columns(), report);
        }
    }

    private static void check(QualifiedName table, List<String> key, List<String> columns, Report report) {
        for (String column : key) {
            if (!columns.contains(column)) {
                report.add(
                        "PostgreSQL refuses this: " + column + " is in the partition key of " + table
                                + " and not in the unique key.",
                        "Add " + column + " to the unique key.");
            }
        }
    }
}
