// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.options.TransactionMode;
import com.fraiseql.migrate.options.UpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * A dry run and {@code validate} make every check that {@code up} makes before its first statement, and say the same.
 */
class SameChecksTests extends EngineTest {

    private static final String TABLE = "CREATE TABLE a (id int);\n";

    /** All three fail alike, with this code and at this place, and nothing has run. */
    private void allRefuse(FailureCode code, String location) {
        MigrateException dryRun = failure(() -> migrator().plan(UpOptions.all()));
        MigrateException validation = failure(() -> migrator().validate());
        MigrateException run = failure(() -> migrator().up());
        assertThat(dryRun.code()).isEqualTo(code);
        assertThat(String.valueOf(dryRun.location().orElse(null))).isEqualTo(location);
        assertThat(dryRun.render()).isEqualTo(run.render());
        assertThat(validation.render()).isEqualTo(run.render());
        assertThat(run.code()).isEqualTo(code);
        assertThat(validation.code()).isEqualTo(code);
    }

    private static MigrateException failure(ThrowingCallable call) {
        try {
            call.call();
        } catch (MigrateException e) {
            return e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it should have failed");
    }

    /** The first migration fails in its second unit, so that its first is done and it is incomplete. */
    private void incomplete() {
        files.add("001_a.sql", TABLE + "VACUUM a;\nSELECT 1/0;\n");
        upFails();
    }

    @Test
    void aBadDirective() {
        files.add("001_a.sql", "-- fraiseql:no-such-thing\n" + TABLE);
        allRefuse(FailureCode.BAD_DIRECTIVE, "001_a.sql:1:1");
    }

    @Test
    void aDirectiveThatIsReserved() {
        files.add("001_a.sql", TABLE + "-- fraiseql:batch rows=100\nUPDATE a SET id = 1;\n");
        allRefuse(FailureCode.BAD_DIRECTIVE, "001_a.sql:2:1");
    }

    @Test
    void aPlaceholderThatBreaksTheFile() {
        options = options.withPlaceholders(Map.of("name", "it's"));
        files.add("001_a.sql", TABLE + "INSERT INTO a VALUES ('${name}');\n");
        allRefuse(FailureCode.PLACEHOLDER, "001_a.sql:2:24");
    }

    @Test
    void aFileThatIsNoSql() {
        files.add("001_a.sql", TABLE + "SELECT 'open;\n");
        allRefuse(FailureCode.UNTERMINATED, "001_a.sql:2:8");
    }

    @Test
    void aRollbackFileThatIsNoSql() {
        files.add("001_a.up.sql", TABLE);
        files.add("001_a.down.sql", "DROP TABLE \"a;\n");
        allRefuse(FailureCode.UNTERMINATED, "001_a.down.sql:1:12");
    }

    @Test
    void bytesThatAreNotUtf8() throws IOException {
        Files.write(folder.resolve("001_a.sql"), new byte[] {'-', '-', ' ', (byte) 0xE9, '\n'});
        allRefuse(FailureCode.NOT_UTF8, "001_a.sql:1:4");
    }

    @Test
    void twoFilesWithOneNumber() {
        files.add("001_a.sql", TABLE);
        files.add("001_b.sql", TABLE);
        allRefuse(FailureCode.DUPLICATE_VERSION, "null");
    }

    @Test
    void anAppliedFileThatWasEdited() {
        files.add("001_a.sql", TABLE);
        up();
        files.add("001_a.sql", TABLE + TABLE);
        allRefuse(FailureCode.CHECKSUM_MISMATCH, "001_a.sql");
    }

    @Test
    void anAppliedFileThatIsMissing() throws IOException {
        files.add("001_a.sql", TABLE);
        files.add("002_b.sql", "SELECT 2;\n");
        up();
        Files.delete(folder.resolve("001_a.sql"));
        allRefuse(FailureCode.MISSING_FILE, "001_a.sql");
    }

    @Test
    void anOlderFileThatComesLate() {
        files.add("002_b.sql", "SELECT 2;\n");
        up();
        files.add("001_a.sql", TABLE);
        allRefuse(FailureCode.OUT_OF_ORDER, "001_a.sql");
    }

    @Test
    void aFinishedUnitThatWasEdited() {
        incomplete();
        files.add("001_a.sql", "CREATE TABLE b (id int);\nVACUUM a;\nSELECT 1;\n");
        allRefuse(FailureCode.FINISHED_PART_CHANGED, "001_a.sql:1");
    }

    @Test
    void anInterruptedStatementThatWasEdited() {
        incomplete();
        db.execute("UPDATE fraiseql_migrations SET units_done = 1");
        files.add("001_a.sql", TABLE + "VACUUM ANALYZE a;\nSELECT 1;\n");
        allRefuse(FailureCode.UNKNOWN_OUTCOME, "001_a.sql:2");
    }

    @Test
    void aCheckpointThatContradictsItself() {
        incomplete();
        db.execute("UPDATE fraiseql_migrations SET units_done = 7");
        allRefuse(FailureCode.UNKNOWN_OUTCOME, "001_a.sql");
    }

    @Test
    void anIncompleteMigrationWithoutItsFile() throws IOException {
        incomplete();
        Files.delete(folder.resolve("001_a.sql"));
        files.add("002_b.sql", "SELECT 2;\n");
        allRefuse(FailureCode.MISSING_FILE, "001_a.sql");
    }

    @Test
    void aRollbackThatIsHalfDone() {
        files.add("001_a.sql", TABLE + "-- Rollback:\n-- VACUUM a;\n-- SELECT 1/0;\n");
        up();
        failure(() -> migrator().down(DownOptions.steps(1)));
        allRefuse(FailureCode.HALF_ROLLED_BACK, "001_a.sql");
    }

    @Test
    void aStateThatANewerReleaseHasWritten() {
        files.add("001_a.sql", TABLE);
        up();
        db.execute(
                "ALTER TABLE fraiseql_migrations DROP CONSTRAINT fraiseql_migrations_state_check",
                "UPDATE fraiseql_migrations SET state = 'suspended'");
        allRefuse(FailureCode.UNKNOWN_STATE, "001_a.sql");
    }

    @Test
    void aStandaloneStatementWhereAllIsOneTransaction() {
        options = options.withTransaction(TransactionMode.ALL);
        files.add("001_a.sql", TABLE + "VACUUM a;\n");
        allRefuse(FailureCode.NOT_TRANSACTIONAL, "001_a.sql:2");
    }

    @Test
    void aHistoryInAnotherSchema() {
        files.add("001_a.sql", TABLE);
        up();
        db.execute("CREATE SCHEMA other", "ALTER TABLE fraiseql_migrations SET SCHEMA other");
        files.add("002_b.sql", "SELECT 2;\n");
        allRefuse(FailureCode.HISTORY_ELSEWHERE, "null");
    }

    @Test
    void aCheckedPlanRuns() {
        files.add("001_a.sql", TABLE + "VACUUM a;\n");
        assertThat(migrator().plan(UpOptions.all()).versions()).containsExactly("001_a");
        assertThat(failure(() -> migrator().validate()).code()).isEqualTo(FailureCode.NOT_UP_TO_DATE);
        assertThat(up()).containsExactly("001_a");
        assertThat(migrator().validate()).isEmpty();
    }
}
