// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class CompatibilityRules {

    private CompatibilityRules() {}

    public static List<Rule> all() {
        return List.of(
                new AddJsonColumn(),
                new AddRequiredCheck(),
                new AddRequiredColumn(),
                new CachedPlan(),
                new ChangeDefault(),
                new DropFunction(),
                new DropIdentity(),
                new DropNotNull(),
                new DropRequiredDefault(),
                new EnumValueOrder(),
                new IdentityAlways(),
                new RenameColumn(),
                new RenameConstraint(),
                new RenameEnumValue(),
                new RenameFunction(),
                new RenameSchema(),
                new RenameSequence(),
                new RenameTable(),
                new RenameType(),
                new RenameView(),
                new SetSchema());
    }
}
