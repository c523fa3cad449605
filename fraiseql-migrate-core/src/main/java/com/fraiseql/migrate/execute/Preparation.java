// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.execute.checkpoint.Ledger;
import com.fraiseql.migrate.execute.checkpoint.Resumption;
import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.history.Checkpoint;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.history.HistoryTable;
import com.fraiseql.migrate.history.HistoryWriter.Entry;
import com.fraiseql.migrate.plan.PlannedMigration;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Directive;
import com.fraiseql.migrate.script.RollbackSection;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.UnchangedScript;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a planned migration ready: reads its file once from end to end, so that every error in it is known before the
 * first statement of the first migration runs, and finds the place to resume ({@link Resumption}).
 */
final class Preparation {

    private Preparation() {}

    /**
     * @param work how to execute it, {@code null} for a migration in Java
     * @param resumed whether an earlier run had begun it
     */
    record Prepared(PlannedMigration planned, @Nullable ScriptWork work, boolean resumed) {

        LocalMigration migration() {
            return planned.migration();
        }

        private @Nullable String rollbackSql() {
            if (work == null || migration().downText() != null) {
                return Rollbacks.ofLocal(migration()).orElse(null);
            }
            // the file has just been read to its end, and a large one should not be read again for its last lines
            RollbackSection section = work.script().rollback();
            return section == null ? null : section.sql();
        }

        Entry entry(int unitsTotal) {
            LocalMigration migration = planned.migration();
            return new Entry(
                    migration.version(), migration.checksum(), rollbackSql(), migration.description(), unitsTotal);
        }
    }

    /** @param text the migration's text, as it is to be read */
    static Prepared of(
            PlannedMigration planned, ScriptText text, HistoryTable table, Map<String, String> placeholders) {
        LocalMigration migration = planned.migration();
        if (migration.downText() != null) {
            // an error in the rollback's file must be found now, not on the night when the rollback is needed
            Script.read(migration.downText());
        }
        if (migration.code() != null) {
            return new Prepared(planned, null, false);
        }
        ScriptOrigin origin = new ScriptOrigin(migration.version(), migration.text());
        HistoryRow row = planned.row();
        Checkpoint checkpoint = row == null ? Checkpoint.NONE : row.progress();
        Resumption resumption = new Resumption(
                origin,
                checkpoint,
                "Migration " + migration.fileName(),
                unit -> Ledger.Advice.up(table.qualified(), migration.version(), unit));
        return new Prepared(
                planned,
                resumption.work(cuts -> read(migration, text, cuts, placeholders), placeholders),
                row != null && row.incomplete());
    }

    private static Script read(LocalMigration migration, ScriptText text, Cuts cuts, Map<String, String> placeholders) {
        Script script = UnchangedScript.read(text, cuts, placeholders, migration.checksum(), migration.firstReading());
        refuseBatches(migration, script);
        return script;
    }

    /**
     * Running a backfill as one long statement would be the opposite of the small steps that the file asks for.
     */
    private static void refuseBatches(LocalMigration migration, Script script) {
        for (Directive directive : script.statementDirectives()) {
            if (directive.name().equals(Directive.BATCH)) {
                throw MigrateException.builder(
                                FailureCode.BAD_DIRECTIVE,
                                "The directive batch is reserved; this version cannot run a statement in batches.",
                                "Remove it, or write the batches as a DO block that commits.")
                        .location(new SourceLocation(migration.fileName(), directive.line(), directive.column()))
                        .build();
            }
        }
    }
}
