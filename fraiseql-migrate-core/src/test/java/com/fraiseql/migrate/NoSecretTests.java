// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A marker password goes every way on which the engine shows SQL, and comes out nowhere. */
class NoSecretTests extends EngineTest {

    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Everything that a run tells, and everything that it leaves to be read. */
    private String everything(String sql) {
        files.add("001_a.sql", sql);
        Migrator migrator = Migrator.builder(db.dataSource())
                .source(files.source())
                .options(options)
                .listener(new Teller())
                .build();
        StringWriter text = new StringWriter();
        try {
            migrator.up();
        } catch (MigrateException e) {
            e.printStackTrace(new PrintWriter(text));
            text.append(e.render());
        }
        told.forEach(line -> text.append('\n').append(line));
        if (!migrator.log(100).isEmpty()) {
            migrator.log(100).forEach(entry -> text.append('\n').append(entry.toString()));
            text.append(String.join("\n", db.query("SELECT l::text FROM fraiseql_migration_log l")));
            text.append(migrator.details("001_a").units().toString());
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE ${role} PASSWORD 'hunter2' VALID UNTIL 'nope';",
                "CREATE ROLE ${role} PASSWORD\n  'hunter2' NOPE;",
                "CREATE ROLE ${role} PASSWORD $$hunter2$$ NOPE;",
                "CREATE ROLE ${role} PASSWORD -- it's new\n  E'hunter2' NOPE;",
                "CREATE ROLE ${role} PASSWORD hunter2;",
                "CREATE ROLE ${role} PASSWORD 'x' 'hunter2';",
                "DO $$ BEGIN\n  EXECUTE 'ALTER ROLE nobody_here PASSWORD ''hunter2''';\nEND $$;",
                "DO $$ BEGIN\n  EXECUTE format('ALTER ROLE nobody_here PASSWORD %L', 'hunter2');\nEND $$;",
                "DO $$ BEGIN\n  RAISE NOTICE 'ran ALTER ROLE x PASSWORD ''hunter2'''; RAISE 'PASSWORD ''hunter2'' "
                        + "is weak'"
                        + " USING DETAIL = 'host=x password=hunter2', HINT = 'postgres://tom:hunter2@host/db';\nEND "
                        + "$$;",
                "ALTER ROLE nobody_here SET app.jwt_secret = 'hunter2';",
                "CREATE USER MAPPING FOR public SERVER nope OPTIONS (\"password\" 'hunter2');",
                "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1 password=hunter2' PUBLICATION p;",
                "SELECT nope, pgp_sym_encrypt('x', 'hunter2');",
                "CREATE ROLE ${role} PASSWORD 'hunter2;\nSELECT 1;",
                "SELECT 1;\nCREATE ROLE ${role} PASSWORD $a$hunter2$b$;",
                "ALTER ROLE nobody_here PASSWORD 'hunter2' \\gset",
                "BEGIN; CREATE SUBSCRIPTION s CONNECTION 'host=x password=hunter2' PUBLICATION p; COMMIT;",
            })
    void noFailureShowsThePassword(String sql) {
        assertThat(everything(sql.replace("${role}", db.name() + "_r")))
                .contains("001_a.sql:")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$\nDECLARE\n  password text := 'hunter2'; x int := 1/0;\nBEGIN NULL; END $$;",
                "DO $$\nDECLARE\n  x int := 1/0; secret text = 'hunter2';\nBEGIN NULL; END $$;",
                "DO $$ DECLARE api_key varchar(20) NOT NULL := 'hunter2'; BEGIN PERFORM 1/0; END $$;",
                "DO $$ DECLARE v_password CONSTANT text = E'hunter2'; BEGIN NOPE; END $$;",
                "DO $$ DECLARE password users.password%TYPE := lower('hunter2'); BEGIN PERFORM 1/0; END $$;",
                "CREATE TABLE u (id int NOT NULL, password text);\nINSERT INTO u (id, password) VALUES (NULL, "
                        + "'hunter2');",
                "CREATE TABLE u (id int NOT NULL, password text);\nINSERT INTO u SELECT NULL, word FROM words;",
                "INSERT INTO users (password, id) VALUES ('hunter2', NULL);",
                "INSERT INTO users SELECT NULL, word FROM words;",
                "INSERT INTO users SELECT -1, word FROM words;",
                "COPY users (id, password) FROM stdin;\n1\ta\nx\thunter2\n\\.\n",
                "COPY users (id, password) FROM stdin;\n1\ta\n2\thunter2\thunter2\n\\.\n",
                "COPY users FROM stdin;\n1\ta\n-1\thunter2\n\\.\n",
                "COPY users FROM stdin;\n1\ta\nhunter2\n\\.\n",
                "CREATE TABLE u (id int, password int);\nCOPY u FROM stdin;\n1\t1\n1\thunter2\n\\.\n",
            })
    void noRowOfATableWithASecretIsShown(String sql) {
        db.execute(
                "CREATE TABLE users (id int NOT NULL CHECK (id > 0), password text)",
                "CREATE TABLE words AS SELECT 'hunter2'::text AS word");
        assertThat(everything(sql)).contains("001_a.sql:").doesNotContain("hunter2");
    }

    @Test
    void rowsWithoutASecretAreShown() {
        db.execute("CREATE TABLE plain (id int NOT NULL, name text)");
        assertThat(everything("INSERT INTO plain VALUES (NULL, 'tom');")).contains("Failing row contains (null, tom)");
        assertThat(everything("COPY plain FROM stdin;\n1\ta\nx\ttom\n\\.\n")).contains("3 | x tom");
    }

    @Test
    void noUnitTitleAndNoRemarkShowsThePassword() {
        String role = db.name() + "_r";
        String sql = """
                CREATE ROLE %1$s PASSWORD 'hunter2';
                -- fraiseql:no-transaction
                ALTER ROLE %1$s PASSWORD $$hunter2$$;
                CREATE PROCEDURE p(password text) LANGUAGE plpgsql AS 'BEGIN COMMIT; END';
                CALL p(password => 'hunter2');
                DROP ROLE %1$s;
                """.formatted(role);
        assertThat(everything(sql))
                .contains("ALTER ROLE", "refuses a transaction", "CALL p")
                .doesNotContain("hunter2");
    }

    @Test
    void thePlaceOfTheCaretIsKept() {
        assertThat(everything("CREATE ROLE x PASSWORD 'hunter2' NOPE;"))
                .contains("    1 | CREATE ROLE x PASSWORD '*******' NOPE;\n      |                                  ^");
    }

    @Test
    void aSecretPlaceholderIsNotShown() {
        options = options.withPlaceholders(Map.of("api_key", "hunter2"));
        assertThat(everything("DO $$ BEGIN RAISE NOTICE 'got ${api_key}'; RAISE 'key ${api_key} is wrong'; END $$"))
                .contains("is wrong")
                .doesNotContain("hunter2");
    }

    @Test
    void aBlockersQueryAndTheHoldersAreMasked() throws Exception {
        db.execute("CREATE TABLE busy (password text)");
        options = options.withLockTimeout(Duration.ofSeconds(3)).withLockWait(Duration.ofMillis(100));
        try (Connection blocker = db.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE busy; SELECT 1 FROM busy WHERE password = -- it's\n 'hunter2'");
            assertThat(everything("ALTER TABLE busy ADD COLUMN a int;"))
                    .contains("SELECT 1 FROM busy")
                    .doesNotContain("hunter2");
        }
    }

    private final class Teller implements MigrationListener {

        @Override
        public void failed(MigrateException failure, List<AppliedMigration> done) {
            told.add(failure.render());
        }

        @Override
        public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
            told.add(reason + blockers);
        }

        @Override
        public void blocked(List<String> blockers) {
            told.addAll(blockers);
        }

        @Override
        public void notice(String version, String severity, String message) {
            told.add(message);
        }

        @Override
        public void remark(String version, String message) {
            told.add(message);
        }

        @Override
        public void unitStarted(String version, int unit, int units, String firstLine, boolean standalone) {
            told.add(firstLine);
        }
    }
}
