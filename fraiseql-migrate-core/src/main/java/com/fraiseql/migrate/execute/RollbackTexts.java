// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.LongList;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.HistoryReader;
import com.fraiseql.migrate.history.HistoryTable;
import com.fraiseql.migrate.plan.RollbackStep;
import com.fraiseql.migrate.script.RollbackHint;
import com.fraiseql.migrate.script.RollbackMeaning;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of each step of a rollback: this release's file comes first, as it may have been corrected, otherwise what
 * the history kept when it was applied. If one step has none, it is an error that lists all that have none.
 *
 * @param warnings where the file and the history differ, one sentence each
 */
record RollbackTexts(List<Found> steps, List<String> warnings) {

    /**
     * A step and its SQL.
     *
     * @param newSql the SQL where it is another one than the history keeps
     */
    record Found(
            RollbackStep step, ScriptText text, @Nullable String newSql) {}

    static RollbackTexts of(List<RollbackStep> steps, Session session, HistoryReader reader, HistoryTable table) {
        List<Found> found = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<String> without = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        for (RollbackStep step : steps) {
            Optional<String> stored = step.row().rollbackStored()
                    ? reader.storedRollback(session, table, step.row().version())
                    : Optional.empty();
            find(step, stored, warnings).ifPresentOrElse(found::add, () -> {
                without.add(step.fileName());
                hint(step).ifPresent(hints::add);
            });
        }
        if (!without.isEmpty()) {
            throw MigrateException.builder(
                            FailureCode.NO_ROLLBACK,
                            without.size() == 1
                                    ? "Migration " + without.get(0) + " has no rollback, so nothing was rolled back."
                                    : without.size() + " migrations have no rollback, so nothing was rolled back: "
                                            + LongList.words(without) + ".",
                            "Write a \"-- Rollback:\" section into the file (this changes no checksum), or undo it "
                                    + "with a "
                                    + "new migration.")
                    .detail(hints.isEmpty() ? null : LongList.lines(hints))
                    .build();
        }
        return new RollbackTexts(found, warnings);
    }

    private static Optional<String> hint(RollbackStep step) {
        LocalMigration file = step.local();
        return file == null
                ? Optional.empty()
                : RollbackHint.of(file.text()).map(hint -> step.fileName() + ": " + hint);
    }

    private static Optional<Found> find(RollbackStep step, Optional<String> stored, List<String> warnings) {
        LocalMigration file = step.local();
        Optional<ScriptText> local = file == null ? Optional.empty() : Rollbacks.textOfLocal(file);
        if (file != null && local.isPresent()) {
            Optional<String> own = Rollbacks.ofLocal(file);
            boolean same = own.map(String::strip).equals(stored.map(String::strip));
            if (stored.isPresent() && !same) {
                warnings.add("The rollback of " + step.fileName()
                        + " has been edited since it was applied; the file's is used, not the stored one.");
            }
            return local.map(text -> new Found(step, text, same ? null : own.orElse(null)));
        }
        if (stored.isPresent() && file != null) {
            warnings.add("The file " + step.fileName() + " has no rollback any more; the stored one is used.");
        }
        return stored.filter(sql -> RollbackMeaning.of(sql).isRollback())
                .map(sql -> new Found(step, ScriptOrigin.storedRollback(step.fileName(), sql), null));
    }
}
