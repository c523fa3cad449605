// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A time limit of the server says its value, where it is set, and how to lift it. */
class TimeLimitTests extends EngineTest {

    private String role = "";

    @BeforeEach
    void ownRole() {
        role = db.name() + "_role";
        db.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD 'x'");
    }

    @AfterEach
    void dropRole() {
        db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }

    private MigrateException fails(String options) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(db.url());
        dataSource.setUser(role);
        dataSource.setPassword("x");
        if (!options.isEmpty()) {
            dataSource.setOptions(options);
        }
        try {
            Migrator.builder(dataSource)
                    .source(files.source())
                    .options(this.options)
                    .build()
                    .up();
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("up should have failed");
    }

    @Test
    void theRolesStatementTimeoutIsNamed() {
        db.execute("ALTER ROLE " + role + " SET statement_timeout = '150ms'");
        files.add("001_a.sql", "SELECT pg_sleep(3);");
        MigrateException failure = fails("");
        assertThat(failure.detail().orElseThrow()).contains("statement_timeout = 150ms is set by the role " + role);
        assertThat(failure.action())
                .contains("SET statement_timeout = 0", "ALTER ROLE \"" + role + "\" RESET statement_timeout")
                .doesNotContain("Correct the file");
    }

    @Test
    void theDatabasesIsNamed() {
        db.execute("ALTER DATABASE " + db.name() + " SET statement_timeout = '150ms'");
        files.add("001_a.sql", "SELECT pg_sleep(3);");
        assertThat(fails("").action()).contains("ALTER DATABASE \"" + db.name() + "\" RESET statement_timeout");
    }

    @Test
    void theRolesInTheDatabaseIsNamed() {
        db.execute("ALTER ROLE " + role + " SET statement_timeout = '1h'");
        db.execute("ALTER ROLE " + role + " IN DATABASE " + db.name() + " SET statement_timeout = '150ms'");
        files.add("001_a.sql", "SELECT pg_sleep(3);");
        assertThat(fails("").action()).contains("IN DATABASE \"" + db.name() + "\" RESET statement_timeout");
    }

    @Test
    void theConnectionsIsNamed() {
        files.add("001_a.sql", "SELECT pg_sleep(3);");
        assertThat(fails("-c statement_timeout=150ms").detail().orElseThrow())
                .contains("statement_timeout = 150ms is set by the connection's options");
    }

    @Test
    void theFilesOwnIsNamedWithItsLine() {
        files.add("001_a.sql", "CREATE TABLE a (id int);\nSET LOCAL statement_timeout = '150ms';\nSELECT pg_sleep(3);");
        MigrateException failure = fails("");
        assertThat(failure.detail().orElseThrow()).contains("set by the file itself, in line 2");
        assertThat(failure.action()).contains("line 2 of 001_a.sql");
    }

    @Test
    void aTransactionTimeoutIsNamedAlthoughItEndsTheSession() {
        if (Integer.parseInt(db.query("SHOW server_version_num").get(0)) < 170000) {
            return;
        }
        db.execute("ALTER ROLE " + role + " SET transaction_timeout = '300ms'");
        files.add("001_a.sql", "CREATE TABLE a (id int);\nSELECT pg_sleep(3);");
        MigrateException failure = fails("");
        assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(failure.render())
                .contains("transaction_timeout = 300ms is set by the role", "RESET transaction_timeout");
    }

    @Test
    void aLockTimeoutThatIsNotOursIsNamed() throws SQLException {
        db.execute("CREATE TABLE busy (id int)", "ALTER ROLE " + role + " SET lock_timeout = '150ms'");
        files.add("001_a.sql", "INSERT INTO busy VALUES (1);");
        options = options.withLockWait(Duration.ofMillis(100));
        try (Connection blocker = db.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE busy");
            MigrateException failure = fails("");
            assertThat(failure.code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(failure.render()).contains("lock_timeout = 150ms is set by the role", "RESET lock_timeout");
        }
    }

    @Test
    void aCancelFromAnotherSessionIsCalledThat() {
        files.add("001_a.sql", "SELECT pg_cancel_backend(pg_backend_pid());\nSELECT pg_sleep(3);");
        assertThat(fails("").action()).contains("pg_cancel_backend").doesNotContain("statement_timeout");
    }
}
