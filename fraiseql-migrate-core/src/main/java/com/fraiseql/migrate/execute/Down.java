// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.execute.MigrationListener.Direction;
import com.fraiseql.migrate.execute.ScriptRunner.Interrupted;
import com.fraiseql.migrate.history.HistoryReader;
import com.fraiseql.migrate.plan.RollbackStep;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.ScriptText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rolls back (DESIGN §6).
 *
 * <ol>
 *   <li>Every step's rollback is found ({@link RollbackTexts}) and read to its end. If one step has none, nothing happens.
 *   <li>Each step is a transaction of its own, in which its history row goes too.
 *   <li>A rollback with standalone statements goes unit by unit, remembered in the log, and resumes there.
 * </ol>
 */
final class Down {

    private final Run run;
    private final RunContext context;
    private final HistoryReader reader;
    private final Tally tally;
    private final List<String> warnings = new ArrayList<>();

    Down(Run run, HistoryReader reader, Tally tally) {
        this.tally = tally;
        this.run = run;
        this.context = run.context();
        this.reader = reader;
    }

    /** A step with its SQL. */
    record Prepared(RollbackStep step, ScriptWork work) {}

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    List<Prepared> prepare(List<RollbackStep> steps) {
        RollbackTexts texts =
                RollbackTexts.of(steps, context.session(), reader, run.history().table());
        warnings.addAll(texts.warnings());
        return texts.steps().stream()
                .map(found -> new Prepared(found.step(), work(found.step(), found.text())))
                .toList();
    }

    void each(List<Prepared> steps) {
        for (Prepared prepared : steps) {
            context.cancellation().check();
            String version = prepared.step().row().version();
            Veto.ask(() ->
                    context.listener().beforeMigration(version, prepared.step().fileName(), Direction.DOWN));
            context.session().onNotice((severity, message) -> context.listener().notice(version, severity, message));
            long start = System.nanoTime();
            ScriptWork work = prepared.work();
            DownLedger ledger =
                    new DownLedger(context.writer(), version, work.script().checksum());
            ScriptRunner runner = new ScriptRunner(context, work, ledger);
            try {
                runner.run();
            } catch (Interrupted interrupted) {
                throw run.failed(interrupted, tally.done(), false);
            }
            run.cleanSession();
            AppliedMigration applied = new AppliedMigration(
                    version,
                    prepared.step().fileName(),
                    runner.unitsDone(),
                    runner.statementsDone(),
                    work.firstUnit() > 0,
                    Run.since(start));
            tally.add(applied);
            context.listener().afterMigration(applied, Direction.DOWN);
        }
    }

    private ScriptWork work(RollbackStep step, ScriptText text) {
        Script script = Script.read(text, Cuts.none());
        String version = step.row().version();
        int first = 0;
        boolean started = false;
        if (script.units().size() > 1) {
            @Nullable String[] last = lastProgress(version, script.checksum());
            if (last != null && last[0] != null && last[1] != null) {
                started = "down-start".equals(last[0]);
                first = Integer.parseInt(last[1]) - (started ? 1 : 0);
            }
        }
        return new ScriptWork(
                new Origin(version, text),
                Cuts.none(),
                script,
                first,
                started,
                context.settings().placeholders());
    }

    private @Nullable String @Nullable [] lastProgress(String version, String rollbackHash) {
        String log = run.history().table().qualifiedLog();
        Reply reply = context.session()
                .query(
                        "SELECT action, unit FROM %1$s l WHERE version = %2$s AND action IN ('down-unit', 'down-start') AND message = %3$s"
                                        .formatted(log, Sql.literal(version), Sql.literal(rollbackHash))
                                + " AND id > COALESCE((SELECT max(id) FROM %1$s WHERE version = %2$s AND action IN ('up', 'mark', 'baseline', 'down')), 0) ORDER BY id DESC LIMIT 1"
                                        .formatted(log, Sql.literal(version)));
        return reply.error() != null || reply.rows(0).isEmpty()
                ? null
                : reply.rows(0).get(0);
    }
}
