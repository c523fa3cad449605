// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class DesignRules {

    private DesignRules() {}

    public static List<Rule> all() {
        return List.of(
                new AutovacuumOff(),
                new CharColumn(),
                new CreateEnum(),
                new CreateRule(),
                new DeleteCascade(),
                new DuplicateAssignment(),
                new DuplicateIndex(),
                new FloatAmount(),
                new ForeignKeyIndex(),
                new ForeignKeyType(),
                new FrozenDefault(),
                new HashIndex(),
                new JsonColumn(),
                new LongName(),
                new MixedCaseName(),
                new MoneyColumn(),
                new NotEnforced(),
                new ReservedName(),
                new SerialColumn(),
                new ShortKey(),
                new ShortSequence(),
                new TableInheritance(),
                new TableWithoutKey(),
                new TimeWithZone(),
                new TimestampColumn(),
                new TimestampPrecision(),
                new UnnamedConstraint(),
                new VarcharLength(),
                new VolatileCheck(),
                new WideIndex());
    }
}
