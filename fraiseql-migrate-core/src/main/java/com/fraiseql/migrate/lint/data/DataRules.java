// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.data;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class DataRules {

    private DataRules() {}

    public static List<Rule> all() {
        return List.of(
                new EqualsNull(),
                new InsertWithoutColumns(),
                new JoinWithoutCondition(),
                new NotInSubquery(),
                new ReplicationRole(),
                new SchemaAndRows(),
                new SeedNotIdempotent(),
                new SelectStarView(),
                new SequenceNotReset(),
                new SequenceRestart(),
                new SystemCatalogWritten(),
                new UnbatchedBackfill());
    }
}
