// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.KeptConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The session that migrations run in, and what becomes of it afterwards. */
class SessionTests extends EngineTest {

    private static final String NOON = "SELECT (extract(epoch FROM at) / 3600)::int FROM moments ORDER BY 1";

    private Migrator migrator(DataSource dataSource) {
        return Migrator.builder(dataSource)
                .source(files.source())
                .options(options)
                .listener(recorder)
                .build();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT current_setting('" + setting + "')")) {
            rows.next();
            return rows.getString(1);
        }
    }

    // the time zone

    @Test
    void aTimestampWithoutAZoneIsTheSameInstantOnEveryMachine() {
        db.execute("CREATE TABLE moments (at timestamptz)");
        TimeZone machine = TimeZone.getDefault();
        try {
            for (String zone : new String[] {"America/Los_Angeles", "Asia/Tokyo"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                files.add(
                        (zone.startsWith("A") && zone.endsWith("o") ? "002_b.sql" : "001_a.sql"),
                        "INSERT INTO moments VALUES ('1970-01-01 12:00');");
                up();
            }
        } finally {
            TimeZone.setDefault(machine);
        }
        assertThat(db.query(NOON)).containsExactly("12", "12");
    }

    @Test
    void theTimeZoneIsTheConfiguredOneInEveryFileAndAFilesOwnEndsWithIt() throws SQLException {
        db.execute("CREATE TABLE moments (at timestamptz)");
        options = options.withTimeZone("Asia/Tokyo");
        files.add("001_own.sql", "SET TIME ZONE 'Asia/Dubai'; INSERT INTO moments VALUES ('1970-01-01 12:00');");
        files.add("002_configured.sql", "INSERT INTO moments VALUES ('1970-01-01 12:00');");
        try (KeptConnection pool = new KeptConnection(db.dataSource())) {
            String before = show(pool.connection(), "TimeZone");
            migrator(pool).up();
            assertThat(show(pool.connection(), "TimeZone")).isEqualTo(before).isNotEqualTo("Asia/Tokyo");
        }
        assertThat(db.query(NOON)).containsExactly("3", "8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESET TIME ZONE",
                "reset all",
                "RESET timezone",
                "SET TIME ZONE DEFAULT",
                "SET TIME ZONE LOCAL",
                "SET LOCAL TIME ZONE DEFAULT",
                "SET SESSION TimeZone TO DEFAULT",
                "SET timezone = DEFAULT",
                "SET \"TimeZone\"=DEFAULT"
            })
    void aFileThatResetsTheTimeZoneIsBackInTheConfiguredOne(String reset) {
        db.execute("CREATE TABLE moments (at timestamptz)");
        options = options.withTimeZone("Asia/Tokyo");
        files.add(
                "001_a.sql",
                "SET TIME ZONE 'Asia/Dubai';\n" + reset + ";\nINSERT INTO moments VALUES ('1970-01-01 12:00');");
        up();
        assertThat(db.query(NOON)).containsExactly("3");
    }

    @Test
    void aTimeZoneThatTheServerDoesNotKnowIsAnErrorOfTheConfigurationAndAppliesNothing() throws SQLException {
        options = options.withTimeZone("Mars/Phobos");
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        try (KeptConnection pool = new KeptConnection(db.dataSource())) {
            assertThatExceptionOfType(MigrateException.class)
                    .isThrownBy(() -> migrator(pool).up())
                    .matches(e -> e.code() == FailureCode.BAD_CONFIGURATION)
                    .withMessageContaining("does not know the time zone Mars/Phobos");
            assertThat(db.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEmpty();
        }
        assertThat(tables()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "UTC+2", "2", "Europe/Zurich2", "", "a'b", "<+02>-02"})
    void whatPostgresWouldReadAsAnOffsetOfTheOtherSignIsRefused(String zone) {
        options = options.withTimeZone(zone);
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        assertThat(upFails().code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "utc", "Europe/Zurich", "Etc/GMT-2", "America/Argentina/Buenos_Aires", "EST5EDT"})
    void aNameOfTheTimeZoneDatabaseIsTaken(String zone) {
        options = options.withTimeZone(zone);
        files.add("001_a.sql", "CREATE TABLE a AS SELECT current_setting('TimeZone') AS zone;");
        up();
        assertThat(db.query("SELECT lower(zone) FROM a")).containsExactly(zone.toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void aTimeZoneOfTheMachineThatTheServerDoesNotKnowIsNotTakenForAServerThatIsNotThere() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        TimeZone machine = TimeZone.getDefault();
        TimeZone.setDefault(new SimpleTimeZone(0, "Mars/Phobos"));
        try {
            MigrateException failure = upFails();
            assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
            assertThat(failure).hasMessageContaining("Mars/Phobos");
            assertThat(failure.action()).contains("-Duser.timezone=UTC");
        } finally {
            TimeZone.setDefault(machine);
        }
    }

    // its end

    @Test
    void aSessionThatCannotBeMadeAsItWasDoesNotKeepTheMutexAndIsNotGivenBackToThePool() throws SQLException {
        String role = "r_" + db.name();
        db.execute(
                "CREATE ROLE " + role + " SUPERUSER",
                "CREATE ROLE " + role + "_login LOGIN SUPERUSER",
                "GRANT " + role + " TO " + role + "_login");
        PGSimpleDataSource login = (PGSimpleDataSource) db.dataSource();
        login.setUser(role + "_login");
        login.setPassword("x");
        files.add(
                "001_a.sql", "ALTER ROLE " + role + "_login NOSUPERUSER; REVOKE " + role + " FROM " + role + "_login;");
        try (KeptConnection pool = new KeptConnection(login)) {
            execute(pool.connection(), "SET ROLE " + role);
            migrator(pool).up();
            assertThat(db.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEmpty();
            assertThat(pool.connection().isClosed()).isTrue();
        } finally {
            db.execute("DROP OWNED BY " + role + ", " + role + "_login", "DROP ROLE " + role + ", " + role + "_login");
        }
    }

    // what the role may

    @Test
    void nothingNeedsTheUsageOfPlpgsql() {
        String role = "r_" + db.name();
        db.execute(
                "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC",
                "CREATE ROLE " + role + " LOGIN",
                "GRANT CREATE, USAGE ON SCHEMA public TO " + role);
        PGSimpleDataSource login = (PGSimpleDataSource) db.dataSource();
        login.setUser(role);
        login.setPassword("x");
        files.add(
                "001_a.sql", "CREATE TABLE a AS SELECT current_setting('client_connection_check_interval') AS every;");
        try {
            migrator(login).up();
            assertThat(db.query("SELECT every FROM a")).containsExactly("5s");
        } finally {
            db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    // failures of others

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "08P01", "57P01", "57P03", "25P03"})
    void anErrorOfClass08IsThatStatementsFailureWhileTheConnectionIsAlive(String state) {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        files.add(
                "002_b.sql",
                "CREATE TABLE b (id int);\nDO $$ BEGIN RAISE 'the publisher is not there' USING ERRCODE = '" + state
                        + "'; END $$;");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure).hasMessageContaining("002_b.sql:2:").hasMessageContaining("the publisher is not there");
        assertThat(applied()).containsExactly("001_a");
        assertThat(db.query("SELECT sqlstate FROM fraiseql_migration_log WHERE action = 'fail'"))
                .containsExactly(state);
    }

    @Test
    void aSubscriptionToAServerThatIsNotThereIsThatStatementsFailureAndIsNotStartedAny() {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int);\nCREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 dbname=x' "
                        + "PUBLICATION p;");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure).hasMessageContaining("001_a.sql:2:");
    }

    @Test
    void aServerThatEndsTheSessionIsALostConnection() {
        files.add("001_a.sql", "SELECT pg_terminate_backend(pg_backend_pid());");
        assertThat(upFails().code()).isEqualTo(FailureCode.CONNECTION_LOST);
    }

    // two at once

    @Test
    void twoThatGrantOnOneObjectAtTheSameTimeBothSucceed() throws Exception {
        db.execute("CREATE SCHEMA shared");
        files.add("001_a.sql", "CREATE TABLE a (id int); GRANT USAGE ON SCHEMA shared TO pg_monitor;");
        besides("GRANT USAGE ON SCHEMA shared TO PUBLIC");
        assertThat(applied()).containsExactly("001_a");
        assertThat(recorder.retries).isNotEmpty().first().asString().contains("the same catalog entry");
        assertThat(db.query("SELECT nspacl::text FROM pg_namespace WHERE nspname = 'shared'"))
                .first()
                .asString()
                .contains("pg_monitor=U", ",=U");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA IF NOT EXISTS shared",
                "CREATE TABLE IF NOT EXISTS shared (id int)",
                "CREATE EXTENSION IF NOT EXISTS pg_trgm",
                "CREATE SEQUENCE IF NOT EXISTS shared"
            })
    void twoThatCreateOneObjectIfItIsNotThereAtTheSameTimeBothSucceed(String create) throws Exception {
        files.add("001_a.sql", "CREATE TABLE a (id int); " + create + ";");
        besides(create);
        assertThat(applied()).containsExactly("001_a");
        assertThat(recorder.retries).isNotEmpty();
    }

    @Test
    void aDuplicateKeyInACatalogThatStaysIsAnErrorInTheEnd() {
        files.add(
                "001_a.sql",
                "DO $$ BEGIN RAISE unique_violation USING SCHEMA = 'pg_catalog', MESSAGE = 'it stays'; END $$;");
        assertThat(upFails()).hasMessageContaining("it stays").matches(e -> e.code() == FailureCode.STATEMENT_FAILED);
        assertThat(recorder.retries).hasSize(5);
    }

    /** Runs up while another session has done this in a transaction, which commits when up waits for it. */
    private void besides(String sql) throws Exception {
        try (Connection other = db.connect()) {
            other.setAutoCommit(false);
            execute(other, sql);
            Thread committer = new Thread(() -> {
                try {
                    Await.until(() -> !db.query("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND datname = current_database()")
                            .isEmpty());
                    other.commit();
                } catch (SQLException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            committer.start();
            up();
            committer.join();
        }
    }
}
