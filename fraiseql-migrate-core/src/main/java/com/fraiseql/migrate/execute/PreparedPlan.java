// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.execute.Preparation.Prepared;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.plan.Plan;
import com.fraiseql.migrate.plan.PlannedMigration;
import com.fraiseql.migrate.report.PlannedStep;
import com.fraiseql.migrate.report.UpPlan;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan whose steps hold their scripts: each pending file has been read to its end and checked once. A run, a dry run
 * and {@code validate} all make their plan here, so each of them fails where the others do.
 *
 * @param steps the plan's, in order
 * @param found what their review has found that does not end the run, one line each
 */
record PreparedPlan(Plan plan, List<Prepared> steps, List<String> found) {

    /** The report of it for a caller. */
    UpPlan report() {
        return new UpPlan(
                        steps.stream().map(PreparedPlan::report).toList(),
                        plan.warnings(),
                        plan.alreadyApplied(),
                        plan.withoutFile())
                .withLaterWarnings(found);
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
     * @param local the migrations of this release, in order
     */
    static PreparedPlan of(
            Session session, MigrateOptions options, History history, Plan plan, List<LocalMigration> local) {
        PlanReview review = PlanReview.of(options, history, plan, local);
        List<Prepared> steps = new ArrayList<>();
        for (PlannedMigration step : plan.steps()) {
            ScriptText text = review.kept(step.migration().text());
            Prepared prepared = Preparation.of(step, text, history.table(), options.placeholders());
            review.add(prepared, text);
            steps.add(prepared);
        }
        if (options.allInOne()) {
            steps.forEach(AllInOne::requireOneTransaction);
        }
        return new PreparedPlan(plan, steps, review.finish(session));
    }
}
