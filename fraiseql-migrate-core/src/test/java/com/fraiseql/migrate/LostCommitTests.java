// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.LostAnswers;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The connection is lost while a COMMIT is on its way: the history says what became of it, and so does the error. */
class LostCommitTests extends EngineTest {

    private MigrateException upFails(String lostFrom) throws IOException {
        try (LostAnswers proxy = new LostAnswers(TestServer.get(), lostFrom)) {
            Migrator.builder(proxy.dataSource(db.name()))
                    .source(files.source())
                    .build()
                    .up();
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("up should have failed");
    }

    @Test
    void aCommitThatReachedTheServerIsToldAsCommitted() throws IOException {
        files.add("001_a.sql", "CREATE TABLE a (n int);");
        up();
        files.add("002_b.sql", "CREATE TABLE b (n int);").add("003_c.sql", "CREATE TABLE c (n int);");
        MigrateException failure = upFails("CREATE TABLE b");
        assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(failure.render())
                .contains("its COMMIT had reached the server")
                .doesNotContain("of this one nothing");
        assertThat(applied()).containsExactly("001_a", "002_b");
        assertThat(up()).containsExactly("003_c");
    }

    @Test
    void aUnitInTheMiddleThatWasCommittedCounts() throws IOException {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (n int);\nVACUUM a;\nCREATE TABLE b (n int);\nVACUUM b;\nCREATE TABLE c (n int);");
        MigrateException failure = upFails("CREATE TABLE b");
        assertThat(failure.render()).contains("units 1 to 3 of 5 (up to line 3) are done");
        assertThat(up()).containsExactly("001_a");
    }

    @Test
    void aConnectionThatIsLostWhileTheCatalogIsAskedAboutAnIndexLeavesTheQuestionForTheNextRun() throws IOException {
        files.add("001_a.sql", "CREATE TABLE a (n int);\nCREATE INDEX CONCURRENTLY ix ON a (n);\nSELECT 1;");
        upFails("CREATE INDEX CONCURRENTLY ix");
        MigrateException failure = upFails("ON COMMIT DROP");
        assertThat(failure.code()).as(failure.render()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(failure.render()).contains("001_a.sql:2:1");
        assertThat(up()).containsExactly("001_a");
    }

    @Test
    void whatWasNotCommittedIsToldAsNotCommitted() throws IOException {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (n int);\nCREATE TABLE b (n int);\nSELECT pg_terminate_backend(pg_backend_pid());");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(failure.render()).contains("of this one nothing");
        assertThat(applied()).isEmpty();
    }
}
