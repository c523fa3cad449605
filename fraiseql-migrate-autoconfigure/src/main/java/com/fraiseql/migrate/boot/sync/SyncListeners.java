// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.sync;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.TableResult;
import java.time.Duration;
import java.util.List;

/** Passes events on to several listeners. */
public final class SyncListeners implements SyncListener {

    private final List<SyncListener> all;

    public SyncListeners(List<SyncListener> all) {
        this.all = List.copyOf(all);
    }

    @Override
    public void beforeRun(List<String> tables) {
        all.forEach(listener -> listener.beforeRun(tables));
    }

    @Override
    public void beforeTable(String table, String reason) {
        all.forEach(listener -> listener.beforeTable(table, reason));
    }

    @Override
    public void progress(SyncProgress progress) {
        all.forEach(listener -> listener.progress(progress));
    }

    @Override
    public void afterTable(TableResult result) {
        all.forEach(listener -> listener.afterTable(result));
    }

    @Override
    public void failed(String table, MigrateException failure) {
        all.forEach(listener -> listener.failed(table, failure));
    }

    @Override
    public void skipped(String table, String reason) {
        all.forEach(listener -> listener.skipped(table, reason));
    }

    @Override
    public void notAdopted(String table, String differences) {
        all.forEach(listener -> listener.notAdopted(table, differences));
    }

    @Override
    public void noSource(String table, String missing) {
        all.forEach(listener -> listener.noSource(table, missing));
    }

    @Override
    public void waitingForOther(String holder, Duration waited) {
        all.forEach(listener -> listener.waitingForOther(holder, waited));
    }

    @Override
    public void remark(String table, String message) {
        all.forEach(listener -> listener.remark(table, message));
    }
}
