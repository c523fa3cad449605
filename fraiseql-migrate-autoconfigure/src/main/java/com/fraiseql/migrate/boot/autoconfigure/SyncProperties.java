// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.or;

import com.fraiseql.migrate.boot.sync.OnSyncFailure;
import com.fraiseql.migrate.boot.sync.SyncMode;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the filling of the tv_ tables, of the main database only.
 *
 * @param mode When the tv_ tables are filled.
 * @param onFailure What a table that cannot be filled means for the application.
 * @param location Folder with a tv_x.sql, one SELECT, for each tv_x that is not filled from its view v_x.
 * @param connections How many connections work at the same time, at the most. As many as there are processors, from
 *     2 to 4, if not set.
 * @param busyWait How long to wait for another instance that fills the tables.
 * @param lockTimeout How long one statement may wait for a lock.
 * @param lockWait How long a range of rows is retried in total before locks of other sessions are an error.
 * @param retryPause Pause before a retry after a failure in the background. It doubles each time, up to ten times
 *     as long; 0 for never.
 * @param schemas Schemas whose tv_ tables count. All if not set.
 * @param exclude Read tables to leave alone, with or without their schema; an asterisk stands for any characters.
 * @param adopt Whether to change and delete rows, too, that were in a table before its first sync. Otherwise they
 *     are compared and reported.
 */
record SyncProperties(
        SyncMode mode,
        OnSyncFailure onFailure,
        String location,
        @Nullable Integer connections,
        Duration busyWait,
        Duration lockTimeout,
        Duration lockWait,
        Duration retryPause,
        List<String> schemas,
        List<String> exclude,
        boolean adopt) {

    SyncProperties(
            @Nullable SyncMode mode,
            @Nullable OnSyncFailure onFailure,
            @Nullable String location,
            @Nullable Integer connections,
            @Nullable Duration busyWait,
            @Nullable Duration lockTimeout,
            @Nullable Duration lockWait,
            @Nullable Duration retryPause,
            @Nullable List<String> schemas,
            @Nullable List<String> exclude,
            boolean adopt) {
        SyncOptions defaults = SyncOptions.defaults();
        this.mode = or(mode, SyncMode.STARTUP);
        this.onFailure = or(onFailure, OnSyncFailure.FAIL);
        this.location = or(location, "classpath:sync/");
        this.connections = connections;
        this.busyWait = or(busyWait, defaults.busyWait());
        this.lockTimeout = or(lockTimeout, defaults.lockTimeout());
        this.lockWait = or(lockWait, defaults.lockWait());
        this.schemas = or(schemas, List.of());
        this.exclude = or(exclude, List.of());
        this.adopt = adopt;
        this.retryPause = or(retryPause, Duration.ofSeconds(30));
    }
}
