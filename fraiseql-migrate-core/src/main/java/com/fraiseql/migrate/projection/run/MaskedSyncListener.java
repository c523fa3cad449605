// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.Shortened;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.TableResult;
import java.time.Duration;
import java.util.List;

/** Passes everything on without the secrets that stand in the server's messages, and long messages cut. */
public final class MaskedSyncListener implements SyncListener {

    private static final int LONGEST = 4_000;

    private final SyncListener listener;

    public MaskedSyncListener(SyncListener listener) {
        this.listener = listener;
    }

    private static String masked(String text) {
        return Secrets.mask(Shortened.to(LONGEST, text));
    }

    @Override
    public void beforeRun(List<String> tables) {
        listener.beforeRun(tables);
    }

    @Override
    public void beforeTable(String table, String reason) {
        listener.beforeTable(table, masked(reason));
    }

    @Override
    public void progress(SyncProgress progress) {
        listener.progress(progress);
    }

    @Override
    public void afterTable(TableResult result) {
        listener.afterTable(result);
    }

    @Override
    public void failed(String table, MigrateException failure) {
        listener.failed(table, failure);
    }

    @Override
    public void skipped(String table, String reason) {
        listener.skipped(table, masked(reason));
    }

    @Override
    public void notAdopted(String table, String differences) {
        listener.notAdopted(table, masked(differences));
    }

    @Override
    public void noSource(String table, String missing) {
        listener.noSource(table, masked(missing));
    }

    @Override
    public void waitingForOther(String holder, Duration waited) {
        listener.waitingForOther(masked(holder), waited);
    }

    @Override
    public void remark(String table, String message) {
        listener.remark(table, masked(message));
    }
}
