// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code up} would do. Every check that {@code up} makes before its first statement has been made.
 *
 * @param steps in order; empty if there is nothing to do
 * @param warnings what the policies let pass, one sentence each
 * @param alreadyApplied how many local migrations need nothing
 * @param withoutFile versions in the history that have no file here, in the order of the status
 */
public record UpPlan(List<PlannedStep> steps, List<String> warnings, int alreadyApplied, List<String> withoutFile) {

    public UpPlan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
        withoutFile = List.copyOf(withoutFile);
    }

    /** The same with more warnings. */
    public UpPlan withLaterWarnings(List<String> more) {
        return more.isEmpty()
                ? this
                : new UpPlan(
                        steps, Stream.concat(warnings.stream(), more.stream()).toList(), alreadyApplied, withoutFile);
    }

    public List<String> versions() {
        return steps.stream().map(PlannedStep::version).toList();
    }
}
