// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.plan.Plan;
import java.time.Duration;
import java.util.List;

/** What a run has done, and how long it took; the listener gets the same duration. */
public record RunOutcome(
        List<AppliedMigration> done,
        List<String> warnings,
        int alreadyApplied,
        List<String> withoutFile,
        Duration duration) {

    static RunOutcome of(List<AppliedMigration> done, List<String> warnings, int alreadyApplied) {
        return new RunOutcome(done, warnings, alreadyApplied, List.of(), Duration.ZERO);
    }

    static RunOutcome of(List<AppliedMigration> done, Plan plan) {
        return new RunOutcome(done, plan.warnings(), plan.alreadyApplied(), plan.withoutFile(), Duration.ZERO);
    }

    RunOutcome took(Duration whole) {
        return new RunOutcome(done, warnings, alreadyApplied, withoutFile, whole);
    }
}
