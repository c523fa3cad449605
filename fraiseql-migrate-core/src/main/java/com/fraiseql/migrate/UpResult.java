// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.listener.AppliedMigration;
import java.time.Duration;
import java.util.List;

/**
 * What {@code up} did.
 *
 * @param applied what was applied, in order; empty if there was nothing to do
 * @param warnings what the policies let pass, one sentence each
 * @param alreadyApplied how many local migrations had been applied before
 * @param withoutFile versions that are applied and have no file here, because a newer release applied them or a policy
 *     lets it pass
 * @param duration how long all of it took, as listeners are told it
 */
public record UpResult(
        List<AppliedMigration> applied,
        List<String> warnings,
        int alreadyApplied,
        List<String> withoutFile,
        Duration duration) {

    public UpResult {
        applied = List.copyOf(applied);
        warnings = List.copyOf(warnings);
        withoutFile = List.copyOf(withoutFile);
    }
}
