// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.execute.AppliedMigration;
import java.time.Duration;
import java.util.List;

/**
 * What {@code up} did.
 *
 * @param applied what was applied, in order; empty if there was nothing to do
 * @param warnings what the policies let pass, one sentence each
 * @param alreadyApplied how many local migrations had been applied before
 * @param duration how long all of it took
 */
public record UpResult(List<AppliedMigration> applied, List<String> warnings, int alreadyApplied, Duration duration) {

    public UpResult {
        applied = List.copyOf(applied);
        warnings = List.copyOf(warnings);
    }
}
