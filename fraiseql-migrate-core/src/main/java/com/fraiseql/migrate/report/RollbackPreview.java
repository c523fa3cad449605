// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

import java.util.List;

/**
 * What {@code down} would do.
 *
 * @param steps what it would roll back, last applied first
 * @param warnings what is to be known before: repeatable migrations that stay recorded
 */
public record RollbackPreview(List<RollbackReport> steps, List<String> warnings) {

    public RollbackPreview {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }
}
