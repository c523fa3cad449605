// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code up} will do.
 *
 * @param steps in order; empty if there is nothing to do
 * @param warnings what the policies let pass, one sentence each
 * @param alreadyApplied how many local migrations need nothing
 * @param withoutFile versions in the history that have no file here, in the order of the status
 */
public record Plan(List<PlannedMigration> steps, List<String> warnings, int alreadyApplied, List<String> withoutFile) {

    public Plan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
        withoutFile = List.copyOf(withoutFile);
    }

    public Plan withWarnings(List<String> newWarnings) {
        return new Plan(steps, newWarnings, alreadyApplied, withoutFile);
    }

    public Plan withEarlierWarnings(List<String> more) {
        return more.isEmpty()
                ? this
                : withWarnings(Stream.concat(more.stream(), warnings.stream()).toList());
    }

    public Plan withLaterWarnings(List<String> more) {
        return more.isEmpty()
                ? this
                : withWarnings(Stream.concat(warnings.stream(), more.stream()).toList());
    }

    public List<String> versions() {
        return steps.stream().map(step -> step.migration().version()).toList();
    }
}
