// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a read table can be maintained incrementally, and whether it is.
 *
 * @param table the {@code tv_} with its schema
 * @param view its view with its schema, {@code null} without one
 * @param finding what the analysis has found
 * @param installed what is in the database
 */
public record TableVerdict(String table, @Nullable String view, Finding finding, Installed installed) {

    /**
     * What the analysis has found.
     *
     * @param verdict what can be promised
     * @param reasons why the table cannot be maintained; empty if it can
     * @param advice what would make the maintenance cheaper or finer; changes nothing about the verdict
     * @param paths how changes find the keys that they concern; empty if it cannot be maintained
     * @param cost the planner's cost of recomputing one row, {@code null} if it has not been asked
     */
    public record Finding(
            Verdict verdict,
            List<Reason> reasons,
            List<Reason> advice,
            List<LinkPath> paths,
            @Nullable Double cost) {

        public Finding {
            reasons = List.copyOf(reasons);
            advice = List.copyOf(advice);
            paths = List.copyOf(paths);
        }
    }

    /** What can be promised. */
    public enum Verdict {
        /** After every committed transaction the table equals its view. */
        INCREMENTAL,
        /** The table equals its view after a sync only. */
        COMPARE_AT_SYNC
    }

    /** What is in the database for the table. */
    public enum Installed {
        NO,
        /** What would be generated now. */
        CURRENT,
        /** Something else than would be generated now. */
        OUTDATED
    }

    public boolean incremental() {
        return finding.verdict() == Verdict.INCREMENTAL;
    }

    public TableVerdict withInstalled(Installed now) {
        return new TableVerdict(table, view, finding, now);
    }
}
