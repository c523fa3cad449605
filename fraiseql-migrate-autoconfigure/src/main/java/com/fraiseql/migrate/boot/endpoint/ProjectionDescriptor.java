// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.projection.ivm.LinkPath;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One read table.
 *
 * @param table its name with its schema
 * @param view its view
 * @param verdict whether it can be maintained incrementally
 * @param installed whether it is
 * @param reasons why it cannot be maintained
 * @param advice what would make its maintenance cheaper
 * @param paths how changes of the base tables find its rows
 * @param cost the planner's cost of recomputing one row
 */
public record ProjectionDescriptor(
        String table,
        @Nullable String view,
        TableVerdict.Verdict verdict,
        TableVerdict.Installed installed,
        List<Reason> reasons,
        List<Reason> advice,
        List<LinkPath> paths,
        @Nullable Double cost) {

    static ProjectionDescriptor of(TableVerdict table) {
        TableVerdict.Finding finding = table.finding();
        return new ProjectionDescriptor(
                table.table(),
                table.view(),
                finding.verdict(),
                table.installed(),
                finding.reasons(),
                finding.advice(),
                finding.paths(),
                finding.cost());
    }
}
