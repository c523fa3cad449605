// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.execute.diagnosis.HistoryFailure;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.history.HistoryWriter.Entry;
import com.fraiseql.migrate.report.LogAction;
import com.fraiseql.migrate.source.LocalMigration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes to the history that run no migration; each method returns SQL for one transaction. */
public final class Maintenance {

    private final History history;
    private final HistoryWriter writer;

    Maintenance(History history, HistoryWriter writer) {
        this.history = history;
        this.writer = writer;
    }

    public History history() {
        return history;
    }

    /**
     * Records a migration as applied without running it. This also completes an incomplete migration, and one that is
     * half rolled back.
     */
    public List<String> mark(LocalMigration migration, LogAction action) {
        List<String> statements = new ArrayList<>();
        Optional<HistoryRow> row = history.row(migration.version());
        if (row.isPresent() && !row.get().incomplete() && !row.get().rollingBack()) {
            return statements;
        }
        if (row.isPresent()) {
            statements.add(writer.remove(migration.version(), LogAction.UNMARK));
        }
        statements.add(writer.marked(
                new Entry(
                        migration.version(),
                        migration.checksum(),
                        Rollbacks.ofLocal(migration).orElse(null),
                        migration.description(),
                        0),
                action));
        return statements;
    }

    /** Forgets a migration, without rolling it back. */
    public List<String> unmark(String version) {
        if (history.row(version).isEmpty()) {
            throw new MigrateException(
                    FailureCode.UNKNOWN_VERSION,
                    "Migration " + version + " is not in the history.",
                    "Give a version as `fraiseql migrate status` shows it.");
        }
        return List.of(writer.remove(version, LogAction.UNMARK));
    }

    /** Accepts the file's current content. */
    public List<String> repair(LocalMigration migration) {
        return List.of(writer.repair(
                migration.version(),
                migration.checksum(),
                Rollbacks.ofLocal(migration).orElse(null)));
    }

    /** Executes what the methods above returned, under the mutex and in one transaction. */
    static void execute(RunContext run, List<String> statements) {
        List<String> transaction = new ArrayList<>(List.of("BEGIN", run.mutex().proof()));
        transaction.addAll(HistoryWriter.seeingAllRows(statements));
        transaction.add("COMMIT");
        SQLException error =
                run.session().query(String.join(";\n", transaction)).error();
        if (error != null) {
            Transactions.rollBack(run);
            throw HistoryFailure.of(error, run).notChanged(error);
        }
    }
}
