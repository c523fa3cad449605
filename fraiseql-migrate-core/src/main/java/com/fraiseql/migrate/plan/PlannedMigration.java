// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.report.Action;
import com.fraiseql.migrate.source.LocalMigration;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan.
 *
 * @param row its row in the history, where there is one (RESUME and REAPPLY)
 */
public record PlannedMigration(
        LocalMigration migration, Action action, @Nullable HistoryRow row) {}
