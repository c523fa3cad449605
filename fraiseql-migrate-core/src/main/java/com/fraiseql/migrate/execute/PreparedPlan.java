// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.execute.Preparation.Prepared;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.history.HistoryTable;
import com.fraiseql.migrate.plan.Plan;
import com.fraiseql.migrate.plan.PlannedMigration;
import com.fraiseql.migrate.report.PlannedStep;
import com.fraiseql.migrate.report.UpPlan;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A plan whose steps hold their scripts: each pending file has been read to its end and checked once. A run, a dry run
 * and {@code validate} all make their plan here, so each of them fails where the others do.
 *
 * @param steps the plan's, in order
 */
record PreparedPlan(Plan plan, List<Prepared> steps) {

    /** The report of it for a caller. */
    UpPlan report() {
        return new UpPlan(
                steps.stream().map(PreparedPlan::report).toList(),
                plan.warnings(),
                plan.alreadyApplied(),
                plan.withoutFile());
    }

    private static PlannedStep report(Prepared step) {
        HistoryRow row = step.planned().row();
        ScriptWork work = step.work();
        return new PlannedStep(
                step.migration().version(),
                step.migration().fileName(),
                step.planned().action(),
                row == null ? 0 : row.unitsDone(),
                work == null
                        ? List.of()
                        : work.script().units().stream().map(Unit::report).toList());
    }

    /**
     * Reads and checks every pending file, and reviews it.
     *
     * @param allInOne whether all of them are to run in one transaction
     */
    static PreparedPlan of(
            Plan plan, HistoryTable table, Map<String, String> placeholders, boolean allInOne, PlanReview review) {
        List<Prepared> steps = new ArrayList<>();
        for (PlannedMigration step : plan.steps()) {
            ScriptText text = review.kept(step.migration().text());
            Prepared prepared = Preparation.of(step, text, table, placeholders);
            review.add(prepared, text);
            steps.add(prepared);
        }
        if (allInOne) {
            steps.forEach(AllInOne::requireOneTransaction);
        }
        return new PreparedPlan(plan, steps);
    }
}
