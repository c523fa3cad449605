// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.testsupport.TestRole;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which history a run works with, and that no run takes an empty one for the one of its migrations. */
class HistoryPlaceTests extends EngineTest {

    private void twoFiles() {
        files.add("001_a.sql", "CREATE TABLE public.a (id int); INSERT INTO public.a VALUES (1);");
        files.add("002_b.sql", "INSERT INTO public.a VALUES (2);");
    }

    private List<String> rows() {
        return db.query("SELECT id FROM public.a ORDER BY id");
    }

    private Migrator migrator(DataSource dataSource) {
        return Migrator.builder(dataSource)
                .source(files.source())
                .options(options)
                .build();
    }

    private void searchPath(String path) {
        db.execute("ALTER DATABASE " + db.name() + " SET search_path = " + path);
    }

    @Test
    void aMigrationThatCreatesTheUsersOwnSchemaDoesNotHideTheHistory() {
        try (TestRole role = TestRole.create(db, "bench")) {
            db.execute(
                    "GRANT CREATE ON SCHEMA public TO " + role.name(),
                    "GRANT CREATE ON DATABASE " + db.name() + " TO " + role.name());
            twoFiles();
            files.add("000_schema.sql", "CREATE SCHEMA IF NOT EXISTS " + role.name() + ";");
            assertThat(migrator(role.dataSource()).up().applied()).hasSize(3);
            assertThat(migrator(role.dataSource()).up().applied()).isEmpty();
            files.add("003_c.sql", "INSERT INTO public.a VALUES (3);");
            assertThat(migrator(role.dataSource()).up().applied()).hasSize(1);
            assertThat(migrator(role.dataSource()).status().historyTable()).isEqualTo("public.fraiseql_migrations");
            assertThat(rows()).containsExactly("1", "2", "3");
        }
    }

    @Test
    void aSearchPathThatNoLongerLeadsToTheHistoryStopsEverythingThatWouldWriteAndNamesBothPlaces() {
        twoFiles();
        up();
        db.execute("CREATE SCHEMA app");
        searchPath("app");
        elsewhere(() -> migrator().up());
        elsewhere(() -> migrator().plan(UpOptions.all()));
        elsewhere(() -> migrator().validate());
        elsewhere(() -> migrator().down(DownOptions.steps(1)));
        elsewhere(() -> migrator().rollbackPlan(DownOptions.steps(1)));
        elsewhere(() -> migrator().repair());
        elsewhere(() -> migrator().mark("001_a"));
        elsewhere(() -> migrator().unmark("001_a"));
        elsewhere(() -> migrator().baseline("002_b"));
        Status status = migrator().status();
        assertThat(status.historyExists()).isFalse();
        assertThat(Objects.requireNonNull(status.problem()).what())
                .contains("app.fraiseql_migrations", "public.fraiseql_migrations");
        assertThat(rows()).containsExactly("1", "2");
        assertThat(db.query("SELECT to_regclass('app.fraiseql_migrations')")).containsExactly("null");
        options = options.withSchema("public");
        files.add("003_c.sql", "INSERT INTO public.a VALUES (3);");
        assertThat(up()).containsExactly("003_c");
    }

    private static void elsewhere(Runnable work) {
        assertThatExceptionOfType(MigrateException.class).isThrownBy(work::run).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_ELSEWHERE);
            assertThat(failure.render())
                    .contains(
                            "app.fraiseql_migrations", "public.fraiseql_migrations", "2 of these migrations", "002_b");
        });
    }

    @Test
    void anotherRoleWithAnotherSearchPathStopsToo() {
        twoFiles();
        up();
        try (TestRole role = TestRole.create(db, "deploy")) {
            db.execute("CREATE SCHEMA app AUTHORIZATION " + role.name());
            db.execute("ALTER ROLE " + role.name() + " SET search_path = app");
            db.execute("GRANT SELECT ON fraiseql_migrations TO " + role.name());
            elsewhere(() -> migrator(role.dataSource()).up());
        }
    }

    @Test
    void anEmptyHistoryThatAnEarlierMistakeLeftDoesNotHideTheFullOne() {
        twoFiles();
        up();
        db.execute("CREATE SCHEMA app; CREATE TABLE app.fraiseql_migrations (LIKE fraiseql_migrations INCLUDING ALL)");
        searchPath("app, public");
        elsewhere(() -> migrator().up());
        assertThat(migrator().status().problem()).isNotNull();
    }

    @Test
    void aHistoryOfAnotherServiceWithTheSameNamesByChanceIsNoReasonToStop() {
        files.add("001_init.sql", "CREATE TABLE public.orders (id int);");
        db.execute("CREATE SCHEMA billing; CREATE SCHEMA shipping");
        searchPath("billing");
        up();
        files.remove("001_init.sql").add("001_init.sql", "CREATE TABLE public.parcels (id int);");
        searchPath("shipping");
        assertThat(up()).containsExactly("001_init");
        assertThat(up()).isEmpty();
        assertThat(tables()).containsExactly("orders", "parcels");
    }

    @Test
    void tenantsWithOneHistoryEachGiveTheSchema() {
        files.add("001_init.sql", "SELECT 1;");
        db.execute("CREATE SCHEMA tenant_a; CREATE SCHEMA tenant_b");
        options = options.withSchema("tenant_a");
        assertThat(up()).containsExactly("001_init");
        options = options.withSchema("tenant_b");
        assertThat(up()).containsExactly("001_init");
        assertThat(up()).isEmpty();
        assertThat(migrator().status().problem()).isNull();
    }

    @Test
    void aHistoryThatTheUserMayNotReadBreaksNothingAndIsMentioned() {
        db.execute("CREATE SCHEMA secret");
        options = options.withSchema("secret");
        files.add("001_other.sql", "SELECT 1;");
        up();
        files.remove("001_other.sql");
        options = options.withSchema(null);
        twoFiles();
        try (TestRole role = TestRole.create(db, "service")) {
            db.execute("GRANT CREATE ON SCHEMA public TO " + role.name());
            UpResult result = migrator(role.dataSource()).up();
            assertThat(result.applied()).hasSize(2);
            assertThat(result.warnings())
                    .singleElement()
                    .asString()
                    .contains("secret.fraiseql_migrations", role.name());
            assertThat(migrator(role.dataSource()).up().warnings()).isEmpty();
        }
    }

    @Test
    void aHistoryInASchemaOfTheSearchPathThatTheUserMayNotUseStopsTheRun() {
        db.execute("CREATE SCHEMA app");
        searchPath("app, public");
        files.add("001_a.sql", "SELECT 1;");
        up();
        try (TestRole role = TestRole.create(db, "deploy")) {
            db.execute("GRANT CREATE ON SCHEMA public TO " + role.name());
            assertThatExceptionOfType(MigrateException.class)
                    .isThrownBy(() -> migrator(role.dataSource()).up())
                    .satisfies(failure -> {
                        assertThat(failure.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
                        assertThat(failure.render()).contains(role.name(), "app.fraiseql_migrations", "GRANT USAGE");
                    });
        }
    }

    @Test
    void aConfiguredSchemaThatDoesNotExistIsAnErrorUnlessCreatingItWasAskedFor() {
        twoFiles();
        options = options.withSchema("pubic");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.NO_SCHEMA);
        assertThat(failure.render()).contains("pubic", "--create-schema", "fraiseql.migrate.create-schema");
        assertThatExceptionOfType(MigrateException.class)
                .isThrownBy(() -> migrator().status());
        assertThat(db.query("SELECT count(*) FROM pg_namespace WHERE nspname = 'pubic'"))
                .containsExactly("0");
        options = options.withCreateSchema(true);
        assertThat(migrator().status().historyExists()).isFalse();
        assertThat(up()).containsExactly("001_a", "002_b");
        options = options.withCreateSchema(false);
        assertThat(up()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"app, app", "'app, ext', app", "'\"My App\"', My App", "'App', app"})
    void theOnlySchemaOfTheSearchPathIsCreatedIfThatWasAskedFor(String path, String schema) {
        searchPath(path);
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.NO_SCHEMA);
        assertThat(failure.render())
                .contains(
                        "The schema " + schema + ",", "search_path", "currentSchema", "fraiseql.migrate.create-schema");

        options = options.withCreateSchema(true);
        assertThat(migrator().status().historyExists()).isFalse();
        assertThat(up()).containsExactly("001_a");

        options = options.withCreateSchema(false);
        assertThat(up()).isEmpty();
        assertThat(db.query(
                        "SELECT DISTINCT schemaname FROM pg_tables WHERE tablename IN ('a', 'fraiseql_migrations')"))
                .containsExactly(schema);
    }

    @Test
    void aSearchPathThatDependsOnTheUserIsNoNameForASchema() {
        searchPath("\"$user\"");
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        options = options.withCreateSchema(true);
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.NO_SCHEMA);
        assertThat(failure.render()).contains("(\"$user\")", "currentSchema");
    }

    @Test
    void whereTheHistoryHasASchemaAndTheObjectsHaveNoneTheAdviceIsNotToCorrectTheFile() {
        searchPath("app");
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        options = options.withSchema("public");
        MigrateException failure = upFails();
        assertThat(failure.action())
                .contains("No schema of the search_path", "app", "currentSchema")
                .doesNotContain("file");
        files.add("001_a.sql", "CREATE TABLE nowhere.a (id int);");
        assertThat(upFails().action()).contains("Correct the file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"MySchema\"", "pg_temp", "information_schema", "trailing ", "tab\t"})
    void aSchemaThatCanOnlyBeAMistakeIsRefusedBeforeConnecting(String schema) {
        assertThatExceptionOfType(MigrateException.class)
                .isThrownBy(() -> options.withSchema(schema))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "other.b", "\"b\"", "a23456789012345678901234567890123456789012345678901234567890"})
    void aTableThatCanOnlyBeAMistakeIsRefusedBeforeConnecting(String table) {
        assertThatExceptionOfType(MigrateException.class)
                .isThrownBy(() -> options.withTable(table))
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION));
    }

    @Test
    void theLongestNamesWork() {
        options = options.withSchema("ä".repeat(31) + "b")
                .withTable("t".repeat(59))
                .withCreateSchema(true);
        twoFiles();
        assertThat(up()).containsExactly("001_a", "002_b");
        assertThat(up()).isEmpty();
        assertThat(migrator().log(5)).hasSize(2);
    }
}
