// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.mutex.MutexKey;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.source.MigrationSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A listener hears of the end of every run, exactly once, wherever it failed; of a run with nothing to do it hears
 * nothing.
 */
class EndOfRunTests extends EngineTest {

    private final Ends ends = new Ends();

    private static final class Ends implements MigrationListener {

        final List<String> heard = new ArrayList<>();

        @Override
        public void beforeRun(List<String> pendingVersions) {
            heard.add("before");
        }

        @Override
        public void failed(MigrateException failure, List<AppliedMigration> done) {
            heard.add(failure.code() + " after " + done.size());
        }

        @Override
        public void afterRun(List<AppliedMigration> done, Duration duration) {
            heard.add("end after " + done.size());
        }
    }

    private Migrator.Builder builder() {
        return Migrator.builder(db.dataSource())
                .source(files.source())
                .options(options)
                .listener(ends);
    }

    private MigrateException failing(Runnable run) {
        MigrateException failure = catchThrowableOfType(MigrateException.class, run::run);
        assertThat(failure).isNotNull();
        return failure;
    }

    private void first() {
        files.add("001_first.sql", "CREATE TABLE first (id int);");
    }

    @Test
    void aRunWithNothingToDoIsNotTold() {
        first();
        builder().build().up();
        assertThat(ends.heard).containsExactly("before", "end after 1");
        builder().build().up();
        assertThat(ends.heard).hasSize(2);
    }

    @Test
    void filesThatDoNotFitTogetherAreAFailedRun() {
        first();
        files.add("1_second.sql", "SELECT 1;");
        failing(() -> builder().build().up());
        assertThat(ends.heard).containsExactly("DUPLICATE_VERSION after 0", "end after 0");
    }

    @Test
    void filesThatDoNotFitTheHistoryAreAFailedRun() {
        first();
        files.add("003_third.sql", "SELECT 1;");
        builder().build().up();
        ends.heard.clear();
        files.append("001_first.sql", "SELECT 1;");
        failing(() -> builder().build().up());
        files.remove("001_first.sql");
        first();
        files.add("002_second.sql", "SELECT 1;");
        failing(() -> builder().build().up());
        assertThat(ends.heard)
                .containsExactly("CHECKSUM_MISMATCH after 0", "end after 0", "OUT_OF_ORDER after 0", "end after 0");
    }

    @Test
    void aServerThatIsNotThereIsAFailedRun() {
        first();
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/none");
        Migrator migrator =
                Migrator.builder(nowhere).source(files.source()).listener(ends).build();
        failing(migrator::up);
        failing(() -> migrator.down(DownOptions.steps(1)));
        assertThat(ends.heard)
                .containsExactly("UNREACHABLE after 0", "end after 0", "UNREACHABLE after 0", "end after 0");
    }

    @Test
    void aMutexThatIsNotToBeHadIsAFailedRun() throws SQLException {
        first();
        options = options.withMutexWait(Duration.ofMillis(200));
        try (Connection other = db.connect();
                var statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock("
                    + MutexKey.of("public", "fraiseql_migrations").value() + ")");
            failing(() -> builder().build().up());
        }
        assertThat(ends.heard).containsExactly("MUTEX_TIMEOUT after 0", "end after 0");
    }

    @Test
    void whatAFailedRunHadDoneIsTold() {
        first();
        files.add("002_bad.sql", "CREATE TABLE bad (id nope);");
        failing(() -> builder().build().up());
        assertThat(ends.heard).containsExactly("before", "STATEMENT_FAILED after 1", "end after 1");
    }

    @Test
    void aFileThatCannotBeReadToItsEndIsAFailedRun() {
        files.add("001_bad.sql", "SELECT 'abc;");
        failing(() -> builder().build().up());
        assertThat(ends.heard).containsExactly("UNTERMINATED after 0", "end after 0");
    }

    @Test
    void aRollbackThatIsMissingIsAFailedRun() {
        first();
        builder().build().up();
        ends.heard.clear();
        failing(() -> builder().build().down(DownOptions.steps(1)));
        assertThat(ends.heard).containsExactly("NO_ROLLBACK after 0", "end after 0");
    }

    @Test
    void aVetoIsAFailedRun() {
        first();
        MigrationListener refusing = new MigrationListener() {
            @Override
            public void beforeRun(List<String> pendingVersions) {
                throw new IllegalStateException("not today");
            }

            @Override
            public void failed(MigrateException failure, List<AppliedMigration> done) {
                ends.failed(failure, done);
            }
        };
        failing(() -> builder().listener(refusing).build().up());
        assertThat(ends.heard).containsExactly("VETOED after 0");
    }

    @Test
    void anErrorThatNobodyHadThoughtOfIsAFailedRun() {
        MigrationSource broken = () -> {
            throw new IllegalStateException("source is broken");
        };
        MigrateException failure =
                failing(() -> builder().source(broken).build().up());
        assertThat(failure.render()).contains("source is broken", "Action: ");
        assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(ends.heard).containsExactly("INTERNAL after 0", "end after 0");
    }

    @Test
    void aListenerThatFailsDoesNotHideWhyTheRunFailed() {
        files.add("001_bad.sql", "SELECT nope;");
        MigrationListener failing = new MigrationListener() {
            @Override
            public void failed(MigrateException failure, List<AppliedMigration> done) {
                throw new IllegalStateException("the listener is broken");
            }
        };
        MigrateException failure =
                failing(() -> builder().listener(failing).build().up());
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.getSuppressed()).singleElement().asString().contains("the listener is broken");
    }

    @Test
    void theConnectionHasBeenGivenBackWhenAListenerHearsOfTheEnd() {
        first();
        MigrationListener counting = new MigrationListener() {
            @Override
            public void afterRun(List<AppliedMigration> done, Duration duration) {
                ends.heard.addAll(db.query("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())"));
            }
        };
        builder().listener(counting).build().up();
        assertThat(ends.heard).containsExactly("0");
    }
}
