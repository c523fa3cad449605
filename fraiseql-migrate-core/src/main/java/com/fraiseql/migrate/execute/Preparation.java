// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.history.HistoryWriter.Entry;
import com.fraiseql.migrate.history.UnitMark;
import com.fraiseql.migrate.plan.PlannedMigration;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Directive;
import com.fraiseql.migrate.script.RollbackSection;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a planned migration ready: reads its file once from end to end, so that every error in it is known before the first
 * statement of the first migration runs, and finds the place to resume.
 *
 * <p>A checkpoint says how many statements each finished unit covered. The file is cut there again, and each part must still hash
 * to what was recorded; below, everything may have been corrected.
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
            // the file has just been read to its end; a large one is not to be read for its last lines again
            RollbackSection section = work.script().rollback();
            return section == null ? null : section.sql();
        }

        Entry entry(int unitsTotal) {
            LocalMigration migration = planned.migration();
            return new Entry(
                    migration.version(), migration.checksum(), rollbackSql(), migration.description(), unitsTotal);
        }
    }

    static Prepared of(PlannedMigration planned, Map<String, String> placeholders) {
        LocalMigration migration = planned.migration();
        if (migration.downText() != null) {
            // an error in the other file must be known now, not on the night it is needed
            Script.read(migration.downText());
        }
        if (migration.code() != null) {
            return new Prepared(planned, null, false);
        }
        Origin origin = new Origin(migration.version(), migration.text());
        HistoryRow row = planned.row();
        if (row == null || !row.incomplete()) {
            Script script = read(migration, Cuts.none(), placeholders);
            return new Prepared(planned, new ScriptWork(origin, Cuts.none(), script, 0, false, placeholders), false);
        }
        List<UnitMark> finished = row.unitMarks()
                .subList(0, Math.min(row.unitsDone(), row.unitMarks().size()));
        Cuts cuts = cutsAfter(row.unitMarks());
        Script script = read(migration, cuts, placeholders);
        for (int i = 0; i < finished.size(); i++) {
            requireUnchanged(migration, script, i, finished.get(i), finished.size());
        }
        boolean started = row.unitStarted() && isSame(script, finished.size(), row.unitMarks());
        return new Prepared(
                planned, new ScriptWork(origin, cuts, script, finished.size(), started, placeholders), true);
    }

    private static Script read(LocalMigration migration, Cuts cuts, Map<String, String> placeholders) {
        Script script = Script.read(migration.text(), cuts, placeholders);
        if (!script.checksum().equals(migration.checksum())) {
            throw new MigrateException(
                    FailureCode.FILE_CHANGED,
                    migration.fileName() + " changed while it was being read.",
                    "Start again.",
                    SourceLocation.file(migration.fileName()),
                    null,
                    null);
        }
        refuseBatches(migration, script);
        return script;
    }

    /** To run a backfill as one long statement although the file asks for small steps would be the opposite of what was asked. */
    private static void refuseBatches(LocalMigration migration, Script script) {
        for (Directive directive : script.statementDirectives()) {
            if (directive.name().equals(Directive.BATCH)) {
                throw new MigrateException(
                        FailureCode.BAD_DIRECTIVE,
                        "The directive batch is reserved; this version cannot run a statement in batches.",
                        "Remove it, or write the batches as a DO block that commits.",
                        new SourceLocation(migration.fileName(), directive.line(), directive.column()),
                        null,
                        null);
            }
        }
    }

    private static Cuts cutsAfter(List<UnitMark> marks) {
        Set<Integer> after = new HashSet<>();
        Set<Integer> alone = new HashSet<>();
        int statements = 0;
        for (UnitMark mark : marks) {
            statements += mark.statements();
            after.add(statements - 1);
        }
        return new Cuts(after, alone);
    }

    private static boolean isSame(Script script, int index, List<UnitMark> marks) {
        return index < script.units().size()
                && script.units().get(index).hash().equals(marks.get(index).hash());
    }

    private static void requireUnchanged(
            LocalMigration migration, Script script, int index, UnitMark mark, int finished) {
        Unit unit = index < script.units().size() ? script.units().get(index) : null;
        if (unit != null && unit.hash().equals(mark.hash()) && unit.statementCount() == mark.statements()) {
            return;
        }
        int line = unit == null ? 0 : unit.firstDifference(mark.lineMarks()).orElse(unit.line());
        throw new MigrateException(
                FailureCode.FINISHED_PART_CHANGED,
                "Migration " + migration.fileName()
                        + " was left incomplete, and the part that has already run has been edited"
                        + (line == 0 ? ": it is shorter now." : ": line " + line + " differs."),
                "Restore that part (units 1 to " + finished
                        + "); only what comes after it may be corrected. Further changes belong in a new migration.",
                new SourceLocation(migration.fileName(), line, 0),
                null,
                null);
    }
}
