// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.LateFingerprint;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.script.UnitFingerprint;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.List;

/** Represents a migration in Java as one unit, so that it is recorded like any other. */
final class CodeUnit {

    private CodeUnit() {}

    static Unit of(LocalMigration migration) {
        return new Unit(
                0,
                Unit.Kind.TRANSACTION,
                new Unit.Extent(0, 0, 0, 0),
                LateFingerprint.of(new UnitFingerprint(migration.checksum(), "", List.of())),
                migration.description(),
                false,
                null);
    }
}
