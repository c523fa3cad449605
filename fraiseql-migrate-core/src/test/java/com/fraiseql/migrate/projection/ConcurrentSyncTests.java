// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A sync beside another one, beside a session that holds a row, and one that is cancelled. */
class ConcurrentSyncTests extends BlogTest {

    ConcurrentSyncTests() {
        super(100);
    }

    @Test
    void ofTwoThatStartAtOnceOneSyncsAndTheOtherWaitsOrLeavesItAlone() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        InitialSync slow = new PostHook(context -> {
            inside.countDown();
            try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var first = CompletableFuture.supplyAsync(() ->
                ReadTables.builder(db.dataSource()).hooks(List.of(slow)).build().sync(SyncOptions.defaults()));
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        ReadTables other =
                ReadTables.builder(db.dataSource()).hooks(List.of(slow)).build();
        assertThat(other.sync(SyncOptions.defaults().withWhenBusy(SyncOptions.WhenBusy.SKIP, Duration.ZERO))
                        .leftToOther())
                .isTrue();
        MigrateException tooLong = catchThrowableOfType(
                MigrateException.class,
                () -> other.sync(
                        SyncOptions.defaults().withWhenBusy(SyncOptions.WhenBusy.WAIT, Duration.ofMillis(200))));
        assertThat(tooLong.code()).isEqualTo(FailureCode.MUTEX_TIMEOUT);
        assertThat(tooLong.what()).contains("pid ");
        var second = CompletableFuture.supplyAsync(() -> other.sync(SyncOptions.defaults()));
        goOn.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).synced()).hasSize(1);
        SyncResult waited = second.get(30, TimeUnit.SECONDS);
        assertThat(waited.synced()).isEmpty();
        assertThat(waited.unchanged()).containsExactly("public.tv_post");
    }

    @Test
    void aSyncThatIsCancelledEndsAtOnceAndIsResumed() throws Exception {
        Blog.addPosts(db, 12_000);
        db.execute(
                "CREATE TABLE brake AS SELECT 1 AS applied",
                "CREATE FUNCTION slow(t text) RETURNS text LANGUAGE plpgsql VOLATILE AS"
                        + " $$ BEGIN IF t LIKE '%00' AND EXISTS (SELECT FROM brake) THEN PERFORM pg_sleep(0.05); "
                        + "END IF; RETURN t; END $$",
                "CREATE OR REPLACE VIEW v_post AS SELECT id, jsonb_build_object('title', slow(title)) AS data FROM "
                        + "tb_post");
        CountDownLatch begun = new CountDownLatch(1);
        ReadTables readTables = ReadTables.builder(db.dataSource())
                .listener(new SyncListener() {
                    @Override
                    public void progress(SyncProgress progress) {
                        if (progress.phase() == SyncPhase.LOADING && progress.done() > 0) {
                            begun.countDown();
                        }
                    }
                })
                .build();
        var running = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                MigrateException.class,
                () -> readTables.sync(SyncOptions.defaults().withConnections(2))));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(readTables.progress()).isNotEmpty();
        readTables.cancel();
        assertThat(running.get(30, TimeUnit.SECONDS).code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(readTables.status(SyncOptions.defaults()).get(0).state()).isEqualTo(TableStatus.State.UNFINISHED);
        db.execute("DELETE FROM brake");
        TableResult resumed = readTables.sync(SyncOptions.defaults()).synced().get(0);
        assertThat(resumed.resumed()).isTrue();
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void aRowThatSomebodyHoldsForTooLongIsAnErrorThatSaysSo() throws SQLException {
        ReadTables.builder(db.dataSource()).build().sync(SyncOptions.defaults());
        db.execute("UPDATE tb_post SET title = 'new'");
        try (Connection holder = db.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT * FROM tv_post LIMIT 3 FOR UPDATE");
            MigrateException failure = FailingSync.failure(
                    db.dataSource(),
                    SyncOptions.defaults().withFull(true).withLocks(Duration.ofMillis(50), Duration.ofMillis(300)));
            assertThat(failure.code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(failure.what()).contains("3 rows are locked");
            assertThat(db.query("SELECT count(*) FROM tv_post WHERE data ->> 'title' = 'new'"))
                    .as("the others are done")
                    .containsExactly("97");
        }
    }
}
