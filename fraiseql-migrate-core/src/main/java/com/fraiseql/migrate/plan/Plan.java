// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import java.util.List;

/**
 * What {@code up} will do.
 *
 * @param steps in order; empty if there is nothing to do
 * @param warnings what the policies let pass, one sentence each
 * @param alreadyApplied how many local migrations need nothing
 */
public record Plan(List<PlannedMigration> steps, List<String> warnings, int alreadyApplied) {

    public Plan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    public List<String> versions() {
        return steps.stream().map(step -> step.migration().version()).toList();
    }
}
