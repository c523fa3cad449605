// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.listener.AppliedMigration;
import java.time.Duration;
import java.util.List;

/**
 * What {@code down} did.
 *
 * @param rolledBack what was rolled back, last applied first
 * @param warnings for instance that a file's rollback differs from the stored one
 * @param duration how long all of it took
 */
public record DownResult(List<AppliedMigration> rolledBack, List<String> warnings, Duration duration) {

    public DownResult {
        rolledBack = List.copyOf(rolledBack);
        warnings = List.copyOf(warnings);
    }
}
