// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;

/** Installs what maintains the read tables. */
public final class Maintenance {

    private Maintenance() {}

    /** For every read table, with few keys until a table is locked as a whole. */
    static void ofAll(TestDatabase db) {
        assertThat(install(db, IvmOptions.defaults().withMostKeys(5)))
                .allSatisfy(table -> assertThat(table.incremental())
                        .as("%s: %s", table.table(), table.finding().reasons())
                        .isTrue());
    }

    /** For every read table for which it can be promised; says for which. */
    public static List<TableVerdict> install(TestDatabase db, IvmOptions options) {
        return new IncrementalMaintenance(db.dataSource()).apply(options).tables();
    }
}
