// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.execute.checkpoint.DownLedger;
import com.fraiseql.migrate.execute.checkpoint.Ledger;
import com.fraiseql.migrate.execute.checkpoint.Resumption;
import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.execute.unit.ScriptRunner;
import com.fraiseql.migrate.history.HistoryReader;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.history.RollbackWriter;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener.Direction;
import com.fraiseql.migrate.plan.KeptRepeatables;
import com.fraiseql.migrate.plan.RollbackStep;
import com.fraiseql.migrate.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rolls back.
 *
 * <ol>
 *   <li>Every step's rollback is found ({@link RollbackTexts}) and read to its end. If one step has none, nothing
 *       happens.
 *   <li>A rollback is a script like a migration: it goes unit by unit ({@link ScriptRunner}), and resumes
 *       ({@link Resumption}).
 *   <li>Nearly every rollback is a single transaction, which also deletes the history row. For any other, the row
 *       records how far it got.
 * </ol>
 */
final class Down {

    private final ExclusiveRun run;
    private final RunContext context;
    private final HistoryReader reader;
    private final RunProgress progress;
    private final List<String> warnings = new ArrayList<>();

    Down(ExclusiveRun run, HistoryReader reader, RunProgress progress) {
        this.progress = progress;
        this.run = run;
        this.context = run.context();
        this.reader = reader;
    }

    /** A step with its SQL, and the record of its progress. */
    record Prepared(RollbackStep step, ScriptWork work, DownLedger ledger) {}

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<Prepared> prepare(List<RollbackStep> steps) {
        KeptRepeatables.sentence(run.history(), steps).ifPresent(warnings::add);
        RollbackTexts texts =
                RollbackTexts.of(steps, context.session(), reader, run.history().table());
        warnings.addAll(texts.warnings());
        return prepare(
                texts, context.session(), context.writer(), context.options().placeholders());
    }

    /** Makes every check that can be made before the first statement. */
    static List<Prepared> prepare(
            RollbackTexts texts, Session session, HistoryWriter writer, Map<String, String> placeholders) {
        new OldRollbackProgress(session, writer.table())
                .refuse(texts.steps().stream().map(RollbackTexts.Found::step).toList());
        return texts.steps().stream()
                .map(found -> prepared(found, writer, placeholders))
                .toList();
    }

    void each(List<Prepared> steps) {
        for (Prepared prepared : steps) {
            context.cancellation().check();
            String version = prepared.step().row().version();
            Approval.require(() ->
                    context.listener().beforeMigration(version, prepared.step().fileName(), Direction.DOWN));
            context.passOnNoticesOf(version);
            long start = System.nanoTime();
            ScriptWork work = prepared.work();
            ScriptRunner runner = new ScriptRunner(context, work, prepared.ledger());
            try {
                runner.run();
            } catch (Interrupted interrupted) {
                throw run.failed(interrupted, progress.done(), false);
            }
            run.cleanSession();
            AppliedMigration applied = new AppliedMigration(
                    version,
                    prepared.step().fileName(),
                    runner.unitsDone(),
                    runner.statementsDone(),
                    work.firstUnit() > 0,
                    ExclusiveRun.since(start));
            progress.add(applied);
            context.listener().afterMigration(applied, Direction.DOWN);
        }
    }

    private static Prepared prepared(
            RollbackTexts.Found found, HistoryWriter writer, Map<String, String> placeholders) {
        HistoryRow row = found.step().row();
        String version = row.version();
        ScriptWork work = new Resumption(
                        new ScriptOrigin(version, found.text()),
                        row.rollbackProgress(),
                        "The rollback of " + found.step().fileName(),
                        unit -> Ledger.Advice.down(writer.table().qualified(), version, unit))
                .work(cuts -> Script.read(found.text(), cuts, placeholders), placeholders);
        RollbackWriter progress =
                new RollbackWriter(writer, version, work.script().checksum(), found.newSql());
        return new Prepared(
                found.step(),
                work,
                new DownLedger(progress, work.script().units().size()));
    }
}
