// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.or;

import com.fraiseql.migrate.projection.ivm.IvmMode;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the incremental maintenance of the tv_ tables, of the main database only. Which tables count, and how
 * long to wait for locks, is as for the sync.
 *
 * @param mode What a start does about incremental maintenance.
 * @param isolation Transactions that may write to the base tables of a maintained table.
 * @param locks What transactions that change the same read table wait for.
 * @param mostKeys How many keys or links of one transaction are locked one by one. Above that the read table is
 *     locked as a whole.
 */
record IvmProperties(IvmMode mode, IvmOptions.Isolation isolation, IvmOptions.Locks locks, Integer mostKeys) {

    IvmProperties(
            @Nullable IvmMode mode,
            IvmOptions.@Nullable Isolation isolation,
            IvmOptions.@Nullable Locks locks,
            @Nullable Integer mostKeys) {
        IvmOptions defaults = IvmOptions.defaults();
        this.mode = or(mode, IvmMode.RECOMMEND);
        this.isolation = or(isolation, defaults.isolation());
        this.locks = or(locks, defaults.locks());
        this.mostKeys = or(mostKeys, defaults.mostKeys());
    }
}
