// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.testsupport.CountingProxy;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A start that has nothing to do does not fetch the history; every history that is not exactly as expected is looked
 * at.
 */
class UpToDateTests extends EngineTest {

    private void threeApplied() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        files.add("002_b.sql", "CREATE TABLE b (id int);");
        files.add("R_view.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");
        up();
    }

    private long answeredWhenUpToDate() throws IOException {
        try (CountingProxy proxy = new CountingProxy(TestServer.get())) {
            UpResult result = Migrator.builder(proxy.dataSource(db.name()))
                    .source(files.source())
                    .build()
                    .up();
            assertThat(result.applied()).isEmpty();
            return proxy.answered();
        }
    }

    @Test
    void theAnswerIsAsShortForAHundredMigrationsAsForOne() throws IOException {
        files.add("001_a.sql", "SELECT 1;");
        up();
        long one = answeredWhenUpToDate();
        for (int i = 2; i <= 100; i++) {
            // in the order of bytes 10_… is before 2_…, and so is a shorter name before a longer one
            files.add(i + "_ein größeres" + (i % 2 == 0 ? "" : " Feld") + ".sql", "SELECT 1;");
        }
        up();
        assertThat(answeredWhenUpToDate()).isLessThan(one + 100);
    }

    @Test
    void itSaysHowManyHaveBeenAppliedBefore() {
        threeApplied();
        UpResult result = migrator().up();
        assertThat(result.applied()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.alreadyApplied()).isEqualTo(3);
    }

    @Test
    void theOrderInWhichTheyWereAppliedMakesNoDifference() throws IOException {
        threeApplied();
        long before = answeredWhenUpToDate();
        db.execute("UPDATE fraiseql_migrations SET rank = 1000 - rank");
        // times and process numbers do not always have the same number of digits
        assertThat(answeredWhenUpToDate()).isCloseTo(before, within(10L));
    }

    @Test
    void anEditedFileIsRefused() {
        threeApplied();
        files.add("002_b.sql", "CREATE TABLE b (id bigint);");
        assertThat(upFails().code()).isEqualTo(FailureCode.CHECKSUM_MISMATCH);
    }

    @Test
    void aRowByHandWithoutAChecksumCountsAsAppliedAndOneWithoutAFileIsMissed() {
        threeApplied();
        db.execute("UPDATE fraiseql_migrations SET checksum = NULL WHERE version = '002_b'");
        assertThat(up()).isEmpty();
        db.execute("INSERT INTO fraiseql_migrations (version) VALUES ('000_by_hand')");
        assertThat(upFails().code()).isEqualTo(FailureCode.MISSING_FILE);
    }

    @Test
    void aNewerMigrationOfAnotherReleaseIsFine() {
        threeApplied();
        db.execute("INSERT INTO fraiseql_migrations (version, checksum) VALUES ('003_newer', 'x')");
        assertThat(migrator().up().applied()).isEmpty();
    }

    @Test
    void anEmptyHistoryIsNotTheOneThatIsExpected() {
        threeApplied();
        db.execute("DELETE FROM fraiseql_migrations; DROP TABLE a CASCADE; DROP TABLE b");
        assertThat(up()).containsExactly("001_a", "002_b", "R_view");
    }

    @Test
    void anEmptyHistoryIsRightWhereThereIsNoMigration() {
        threeApplied();
        db.execute("DELETE FROM fraiseql_migrations");
        files.remove("001_a.sql");
        files.remove("002_b.sql");
        files.remove("R_view.sql");
        assertThat(migrator().up().alreadyApplied()).isZero();
    }

    @Test
    void anIncompleteOneIsResumed() {
        threeApplied();
        db.execute("UPDATE fraiseql_migrations SET state = 'incomplete', units_done = 0, unit_checksums = '{}' WHERE "
                + "version = '002_b'; DROP TABLE b");
        assertThat(up()).containsExactly("002_b");
    }

    @Test
    void aTargetThatDoesNotExistIsSaidAlsoIfEverythingIsApplied() {
        threeApplied();
        assertThatExceptionOfType(MigrateException.class)
                .isThrownBy(() -> migrator().up(new UpOptions("042", null)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.UNKNOWN_VERSION));
    }

    @Test
    void aMissingOneIsAWarningIfThePolicySaysSo() {
        threeApplied();
        files.remove("001_a.sql");
        options = options.withPolicy(new Policy(Policy.Reaction.FAIL, Policy.OutOfOrder.FAIL, Policy.Reaction.WARN));
        assertThat(migrator().up().warnings()).singleElement().asString().contains("001_a");
    }
}
