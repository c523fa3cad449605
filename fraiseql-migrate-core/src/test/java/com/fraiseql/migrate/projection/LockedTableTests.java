// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SelectSource;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table that another session has locked is waited for; then that session is named, and not the data. */
@Timeout(60)
class LockedTableTests extends BlogTest {

    private static final SyncOptions IMPATIENT =
            SyncOptions.defaults().withLocks(Duration.ofMillis(50), Duration.ofMillis(300));

    LockedTableTests() {
        super(100);
    }

    private void sync(SyncOptions options) {
        ReadTables.builder(db.dataSource()).build().sync(options);
    }

    private void failsWhile(String lock, SyncOptions options) throws SQLException {
        try (Connection holder = db.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SET application_name = 'nightly report'");
            statement.execute(lock);
            MigrateException failure = FailingSync.failure(db.dataSource(), options);
            assertThat(failure.code()).as(failure.what()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(failure.detail().orElse(""))
                    .contains("blocked by pid ", "nightly report", "idle in transaction", lock);
            assertThat(failure.action()).doesNotContain("Correct the data");
        }
        sync(options);
        assertThat(Blog.differences(db)).isZero();
    }

    @Test
    void anEmptyTableThatIsLockedNamesWhoHasIt() throws SQLException {
        failsWhile("LOCK TABLE tv_post", IMPATIENT);
    }

    @Test
    void aTableThatWasThereBeforeNamesWhoHasIt() throws SQLException {
        db.execute("INSERT INTO tv_post (id, data) SELECT id, data FROM v_post LIMIT 10");
        failsWhile("LOCK TABLE tv_post", IMPATIENT);
    }

    @Test
    void aFullSyncOfALockedTableNamesWhoHasIt() throws SQLException {
        sync(SyncOptions.defaults());
        db.execute("UPDATE tb_post SET title = 'new' WHERE title = 'Post 7'");
        failsWhile("LOCK TABLE tv_post", IMPATIENT.withFull(true));
    }

    @Test
    void aTableThatCanBeReadButNotWrittenNamesWhoHasIt() throws SQLException {
        failsWhile("LOCK TABLE tv_post IN SHARE MODE", IMPATIENT);
        db.execute("UPDATE tb_post SET title = 'new' WHERE title = 'Post 7'");
        failsWhile("LOCK TABLE tv_post IN EXCLUSIVE MODE", IMPATIENT.withFull(true));
    }

    @Test
    void aTableBelowTheViewNamesWhoHasIt() throws SQLException {
        failsWhile("LOCK TABLE tb_user", IMPATIENT);
        db.execute("UPDATE tb_user SET name = 'new'");
        failsWhile("LOCK TABLE tb_user", IMPATIENT.withFull(true));
    }

    @Test
    void aTableBelowASelectNamesWhoHasIt() throws SQLException {
        SelectSource selects = table -> Optional.of("SELECT id, data FROM v_post WHERE id IN (SELECT id FROM tb_post)");
        namesTheHolderOf("LOCK TABLE tb_post", selects, "public.tv_post");
    }

    @Test
    void aTableWithATextAsItsKeyNamesWhoHasIt() throws SQLException {
        db.execute(
                "CREATE TABLE tb_word (id text PRIMARY KEY)",
                "CREATE VIEW v_word AS SELECT id FROM tb_word",
                "CREATE TABLE tv_word (id text PRIMARY KEY)");
        namesTheHolderOf("LOCK TABLE tv_word", SelectSource.none(), "public.tv_word");
    }

    private void namesTheHolderOf(String lock, SelectSource selects, String table) throws SQLException {
        ReadTables readTables =
                ReadTables.builder(db.dataSource()).selects(selects).build();
        SyncOptions options = IMPATIENT.withTables(Set.of(table)).withFull(true);
        try (Connection holder = db.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SET application_name = 'nightly report'");
            statement.execute(lock);
            MigrateException failure = catchThrowableOfType(MigrateException.class, () -> readTables.sync(options));
            assertThat(failure.code()).as(failure.what()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(failure.detail().orElse("")).contains("blocked by pid ", "nightly report", lock);
        }
    }

    @Test
    void aLockThatIsReleasedInTimeIsNoFailure() throws Exception {
        try (Connection holder = db.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE tv_post");
            var running = java.util.concurrent.CompletableFuture.runAsync(
                    () -> sync(SyncOptions.defaults().withLocks(Duration.ofMillis(50), Duration.ofSeconds(30))));
            try {
                running.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                // it waits
            }
            holder.commit();
            running.get(30, TimeUnit.SECONDS);
        }
        assertThat(Blog.differences(db)).isZero();
    }
}
