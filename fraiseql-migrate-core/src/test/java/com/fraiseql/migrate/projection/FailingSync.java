// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import javax.sql.DataSource;

/** A sync that is expected to fail. */
final class FailingSync {

    private FailingSync() {}

    static MigrateException failure(DataSource dataSource, SyncOptions options) {
        MigrateException failure = catchThrowableOfType(
                MigrateException.class,
                () -> ReadTables.builder(dataSource).build().sync(options));
        assertThat(failure).isNotNull();
        return failure;
    }
}
