// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.checkpoint;

import com.fraiseql.migrate.execute.checkpoint.Ledger.Advice;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.history.Checkpoint;
import com.fraiseql.migrate.history.UnitMark;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Finds the place where a script is resumed, up and down alike.
 *
 * <ol>
 *   <li>A checkpoint says how many statements each finished unit covered. The script is cut there again, wherever it
 *       was cut before.
 *   <li>Each finished part must still hash to what was recorded; everything after it may have been corrected.
 *   <li>A standalone statement that was started must still be there as well, so that its outcome can be looked up.
 * </ol>
 */
public final class Resumption {

    private final ScriptOrigin origin;
    private final Checkpoint checkpoint;
    private final String subject;
    private final IntFunction<Advice> advice;

    /**
     * The resumption of one script.
     *
     * @param subject what was begun, to start a sentence with
     * @param advice the ways out of an unknown outcome, by unit
     */
    public Resumption(ScriptOrigin origin, Checkpoint checkpoint, String subject, IntFunction<Advice> advice) {
        this.origin = origin;
        this.checkpoint = checkpoint;
        this.subject = subject;
        this.advice = advice;
    }

    /**
     * The script with the unit to begin at.
     *
     * @param reading reads the script with these cuts
     */
    public ScriptWork work(Function<Cuts, Script> reading, Map<String, String> placeholders) {
        List<UnitMark> marks = checkpoint.marks();
        int done = checkpoint.unitsDone();
        if (done > marks.size()) {
            throw contradiction();
        }
        Cuts cuts = cuts(marks, done);
        Script script = reading.apply(cuts);
        for (int i = 0; i < done; i++) {
            requireUnchanged(script, i, marks.get(i));
        }
        boolean started = marks.size() > done;
        if (started && !isSame(script, done, marks.get(done))) {
            throw interruptedPartChanged(script, done);
        }
        return new ScriptWork(origin, cuts, script, done, started, placeholders, checkpoint.sessionState());
    }

    private static Cuts cuts(List<UnitMark> marks, int done) {
        Set<Integer> after = new HashSet<>();
        Set<Integer> alone = new HashSet<>();
        int statements = 0;
        for (int i = 0; i < marks.size(); i++) {
            statements += marks.get(i).statements();
            after.add(statements - 1);
            if (i == done) {
                // only a standalone statement is announced, and it may stand alone because the server demanded it
                alone.add(statements - 1);
            }
        }
        return new Cuts(after, alone);
    }

    private static boolean isSame(Script script, int index, UnitMark mark) {
        return index < script.units().size()
                && script.units().get(index).hash().equals(mark.hash())
                && script.units().get(index).statementCount() == mark.statements();
    }

    private void requireUnchanged(Script script, int index, UnitMark mark) {
        if (isSame(script, index, mark)) {
            return;
        }
        Unit unit = index < script.units().size() ? script.units().get(index) : null;
        int line = unit == null ? 0 : unit.firstDifference(mark.lineMarks()).orElse(unit.line());
        throw MigrateException.builder(
                        FailureCode.FINISHED_PART_CHANGED,
                        subject + " was left incomplete, and the part that has already run has been edited"
                                + (line == 0 ? ": it is shorter now." : ": line " + line + " differs."),
                        "Restore that part (units 1 to " + checkpoint.unitsDone()
                                + "); only what comes after it may be corrected. "
                                + (origin.version().startsWith("R_")
                                        ? "Or, if it may run a second time from its beginning, as a repeatable "
                                                + "migration "
                                                + "should, run `fraiseql"
                                                + " migrate unmark " + origin.version()
                                                + "` and then `fraiseql migrate up`."
                                        : "Further changes belong in a new migration."))
                .location(origin.text().locate(line, 0))
                .build();
    }

    private MigrateException interruptedPartChanged(Script script, int index) {
        int line = index < script.units().size() ? script.units().get(index).line() : 0;
        return MigrateException.builder(
                        FailureCode.UNKNOWN_OUTCOME,
                        subject
                                + " was interrupted in a statement that commits by itself, and that statement has been "
                                + "edited since.",
                        "Restore it, so that the next run can find out whether it took effect; or, if you know that "
                                + "it did "
                                + "not, execute the statement below, and start again.")
                .location(origin.text().locate(line, 0))
                .detail("  " + advice.apply(index).again())
                .build();
    }

    private MigrateException contradiction() {
        return MigrateException.builder(
                        FailureCode.UNKNOWN_OUTCOME,
                        "The history says that " + checkpoint.unitsDone() + " units of "
                                + origin.text().name() + " are done, and has the checksums of only "
                                + checkpoint.marks().size() + ".",
                        "Its row has been changed by hand: correct it (FORMATS.md says what the columns mean) and "
                                + "start again.")
                .location(SourceLocation.file(origin.text().name()))
                .build();
    }
}
