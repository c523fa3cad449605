// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

import java.util.List;

/**
 * What {@code up} would do with one migration.
 *
 * @param version the version
 * @param file the file's name
 * @param action what is to be done
 * @param unitsDone how many units an earlier run has done
 * @param units all of its units; none for a migration in Java
 */
public record PlannedStep(String version, String file, Action action, int unitsDone, List<UnitReport> units) {

    public PlannedStep {
        units = List.copyOf(units);
    }
}
