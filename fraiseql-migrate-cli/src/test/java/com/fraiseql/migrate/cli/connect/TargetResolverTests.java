// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.cli.connect.ServerTarget.Host;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.url.Keywords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetResolverTests {

    @TempDir
    Path home;

    @TempDir
    Path project;

    private final Map<String, String> env = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private Optional<ServerTarget> find(@Nullable String url) {
        Surroundings surroundings = new Surroundings(env, project, home, "tina");
        return TargetResolver.resolve(url, surroundings, ProjectConfig.of(surroundings), warnings);
    }

    private ServerTarget resolve(@Nullable String url) {
        return find(url).orElseThrow();
    }

    private static Host host(String name, int port) {
        return new Host(name, port);
    }

    private void password(String line) throws IOException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Nested
    class WhoNamesTheServer {

        @Test
        void nobodyDoesInAnEmptyEnvironment() {
            assertThat(find(null)).isEmpty();
        }

        @Test
        void theOptionComesBeforeEverything() throws IOException {
            env.put("DATABASE_URL", "postgres://fromenv/x");
            env.put("PGHOST", "frompg");
            Files.writeString(project.resolve("fraiseql.properties"), "fraiseql.migrate.url=postgres://fromfile/x");
            assertThat(resolve("postgres://fromoption/x").hosts()).containsExactly(host("fromoption", 5432));
        }

        @Test
        void databaseUrlComesBeforeLibpqsVariables() {
            env.put("DATABASE_URL", "postgres://fromenv/x");
            env.put("PGHOST", "frompg");
            env.put("PGDATABASE", "y");
            ServerTarget target = resolve(null);
            assertThat(target.hosts()).containsExactly(host("fromenv", 5432));
            assertThat(target.database()).isEqualTo("x");
            assertThat(target.origin()).isEqualTo("DATABASE_URL");
        }

        @ParameterizedTest
        @CsvSource({"PGHOST,db", "PGHOSTADDR,10.0.0.1", "PGDATABASE,blog"})
        void libpqsVariablesComeBeforeTheProject(String variable, String value) throws IOException {
            env.put(variable, value);
            Files.writeString(project.resolve("fraiseql.properties"), "fraiseql.migrate.url=postgres://fromfile/x");
            assertThat(resolve(null).origin()).isEqualTo(variable);
        }

        @ParameterizedTest
        @ValueSource(strings = {"PGUSER", "PGPORT", "PGPASSWORD", "PGSSLMODE", "PGAPPNAME", "PGPASSFILE"})
        void aVariableThatNamesNoServerIsNotEnough(String variable) {
            env.put(variable, "1");
            assertThat(find(null)).isEmpty();
        }

        @Test
        void anEmptyVariableCountsAsUnset() {
            env.put("DATABASE_URL", "");
            env.put("PGHOST", "");
            assertThat(find(null)).isEmpty();
        }

        @Test
        void theProjectsOwnUrlComesBeforeSpringsDataSource() throws IOException {
            Files.writeString(project.resolve("application.properties"), """
                    spring.datasource.url=jdbc:postgresql://spring/x
                    spring.datasource.username=app
                    spring.datasource.password=apps
                    fraiseql.migrate.url=jdbc:postgresql://own/x
                    fraiseql.migrate.user=migrator
                    fraiseql.migrate.password=secret
                    """);
            ServerTarget target = resolve(null);
            assertThat(target.hosts()).containsExactly(host("own", 5432));
            assertThat(target.user()).isEqualTo("migrator");
            assertThat(target.password()).isEqualTo("secret");
        }

        @Test
        void aUserForMigrationsReplacesTheApplicationsUser() throws IOException {
            Files.writeString(project.resolve("application.properties"), """
                    spring.datasource.url=jdbc:postgresql://spring/x
                    spring.datasource.username=app
                    spring.datasource.password=apps
                    fraiseql.migrate.user=migrator
                    """);
            ServerTarget target = resolve(null);
            assertThat(target.hosts()).containsExactly(host("spring", 5432));
            assertThat(target.user()).isEqualTo("migrator");
            assertThat(target.password())
                    .as("the application's password is not the migrator's")
                    .isNull();
        }

        @Test
        void springsDataSourceIsRead() throws IOException {
            Files.createDirectories(project.resolve("src/main/resources"));
            Files.writeString(project.resolve("src/main/resources/application.yml"), """
                    spring:
                      datasource:
                        url: jdbc:postgresql://${DB_HOST:localhost}:${DB_PORT:5433}/blog
                        username: ${DB_USER:blogger}
                        password: pa:ss
                    """);
            env.put("DB_HOST", "prod");
            ServerTarget target = resolve(null);
            assertThat(target.hosts()).containsExactly(host("prod", 5433));
            assertThat(target.user()).isEqualTo("blogger");
            assertThat(target.password()).isEqualTo("pa:ss");
            assertThat(target.origin()).isEqualTo("spring.datasource.url in src/main/resources/application.yml");
        }
    }

    @Nested
    class Urls {

        @Test
        void aFullLibpqUrlIsTakenApart() {
            ServerTarget target = resolve(
                    "postgresql://us%40er:p%2Fw%3A@db.example.com:6543/my%20db?sslmode=require&application_name=deploy"
                            + "&connect_timeout=3&target_session_attrs=read-write&options=-c%20search_path%3Dapp");
            assertThat(target.hosts()).containsExactly(host("db.example.com", 6543));
            assertThat(target.user()).isEqualTo("us@er");
            assertThat(target.password()).isEqualTo("p/w:");
            assertThat(target.database()).isEqualTo("my db");
            assertThat(target.properties())
                    .containsEntry("sslmode", "require")
                    .containsEntry("ApplicationName", "deploy")
                    .containsEntry("connectTimeout", "3")
                    .containsEntry("targetServerType", "primary")
                    .containsEntry("options", "-c search_path=app");
        }

        @Test
        void aJdbcUrlIsTakenApartByTheDriversRules() {
            ServerTarget target = resolve("jdbc:postgresql://db:6543/blog?user=tom&password=p%2Bw&sslmode=verify-full"
                    + "&currentSchema=app&unknownToUs=1");
            assertThat(target.hosts()).containsExactly(host("db", 6543));
            assertThat(target.user()).isEqualTo("tom");
            assertThat(target.password()).isEqualTo("p+w");
            assertThat(target.properties())
                    .containsEntry("sslmode", "verify-full")
                    .containsEntry("currentSchema", "app")
                    .containsEntry("unknownToUs", "1");
        }

        @ParameterizedTest
        @CsvSource({
            "jdbc:postgresql:blog, localhost, 5432, blog",
            "jdbc:postgresql:/, localhost, 5432, tina",
            "jdbc:postgresql://db/, db, 5432, tina",
            "jdbc:postgresql://db:1/x, db, 1, x",
            "jdbc:postgresql:///x, localhost, 5432, x",
            "postgres://db, db, 5432, tina",
            "postgres:///x, localhost, 5432, x",
            "postgres://tom@db/, db, 5432, tom",
            "POSTGRES://db/x, db, 5432, x",
            "postgres://[::1]:7/x, ::1, 7, x",
            "postgres:///x?host=%2Ftmp&port=9, /tmp, 9, x",
            "postgres://%2Fvar%2Frun%2Fpostgresql/x, /var/run/postgresql, 5432, x",
        })
        void shortFormsHaveTheirDefaults(String url, String host, int port, String database) {
            ServerTarget target = resolve(url);
            assertThat(target.hosts()).containsExactly(host(host, port));
            assertThat(target.database()).isEqualTo(database);
        }

        @Test
        void severalHostsAreTriedInOrder() {
            assertThat(resolve("postgres://a:1,b:2/x").hosts()).containsExactly(host("a", 1), host("b", 2));
            assertThat(resolve("jdbc:postgresql://a,b:2/x").hosts()).containsExactly(host("a", 5432), host("b", 2));
            env.put("PGHOST", "a,b");
            env.put("PGPORT", "7");
            assertThat(resolve(null).hosts()).containsExactly(host("a", 7), host("b", 7));
        }

        @Test
        void aPlusIsAPlus() {
            assertThat(resolve("postgres://u:a+b@db/x").password()).isEqualTo("a+b");
        }

        @Test
        void whatAUrlLeavesOpenComesFromLibpqsVariables() {
            env.put("PGHOST", "pghost");
            env.put("PGPORT", "7777");
            env.put("PGUSER", "pguser");
            env.put("PGPASSWORD", "pgpassword");
            env.put("PGDATABASE", "pgdatabase");
            env.put("PGSSLMODE", "require");
            ServerTarget target = resolve("postgres:///");
            assertThat(target.hosts()).containsExactly(host("pghost", 7777));
            assertThat(target.user()).isEqualTo("pguser");
            assertThat(target.password()).isEqualTo("pgpassword");
            assertThat(target.database()).isEqualTo("pgdatabase");
            assertThat(target.properties()).containsEntry("sslmode", "require");
        }

        @Test
        void whatAUrlSaysIsNotReplacedByVariables() {
            env.put("PGHOST", "pghost");
            env.put("PGPORT", "7777");
            env.put("PGUSER", "pguser");
            env.put("PGSSLMODE", "require");
            ServerTarget target = resolve("postgres://u@h:1/d?sslmode=disable");
            assertThat(target.hosts()).containsExactly(host("h", 1));
            assertThat(target.user()).isEqualTo("u");
            assertThat(target.properties()).containsEntry("sslmode", "disable");
        }

        @Test
        void aJdbcUrlWithoutAPortMeans5432WhateverTheVariablesSay() {
            env.put("PGPORT", "7777");
            env.put("PGHOST", "elsewhere");
            assertThat(resolve("jdbc:postgresql:blog").hosts()).containsExactly(host("localhost", 5432));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '^',
                value = {
                    "mysql://u:hunter2@h/d, begins with mysql:",
                    "jdbc:mysql://u:hunter2@h/d, begins with jdbc:mysql:",
                    "jdbc:h2:mem:x, begins with jdbc:h2:",
                    "sqlite:///x.db, begins with sqlite:",
                    "postgresql+asyncpg://u:hunter2@h/d, which only another program understands",
                    "postgres+psycopg://u:hunter2@h/d, which only another program understands",
                    "'postgres://u:hunter2@h/d', is in quotes",
                    "\"postgres://u:hunter2@h/d\", is in quotes",
                    "psql postgres://u:hunter2@h/d, is a command",
                    "tom:hunter2@h/d, is not a URL",
                    "hunter2, is not a URL",
                    "host=h user=tom password=hunter2, is a list of keywords and values",
                })
        void anotherKindOfUrlIsRefusedAsConfiguration(String url, String says) {
            assertThatThrownBy(() -> resolve(url)).isInstanceOfSatisfying(MigrateException.class, e -> {
                assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
                assertThat(e.what()).contains(says);
                assertThat(e.render()).doesNotContain("hunter2");
            });
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ' ',
                quoteCharacter = '^',
                value = {
                    "p?q",
                    "p/q",
                    "p@q",
                    "p:q",
                    "p#q",
                    "p[q]",
                    "p=q",
                    "p&q",
                    "1/q",
                    "1?a=b",
                    "?a=b&c",
                    "p+q",
                    "p'q\"",
                    "p@q/r?s#t:u[v",
                    "p?sslmode=q",
                })
        void whatAPasswordHoldsNeedNotBeEscaped(String password) {
            ServerTarget target = resolve("postgres://tom:" + password + "@db:5433/blog?sslmode=require");
            assertThat(target.hosts()).containsExactly(host("db", 5433));
            assertThat(target.user()).isEqualTo("tom");
            assertThat(target.password()).isEqualTo(password);
            assertThat(target.database()).isEqualTo("blog");
            assertThat(target.properties()).containsEntry("sslmode", "require");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "postgres://tom:hunter2%@db/blog",
                    "postgres://tom:hunter2%zz@db/blog",
                    "postgres://tom:hunter2%2@db/blog",
                    "postgres://tom:%hunter2@db/blog",
                    "postgres://tom@db/blog?password=hunter2%",
                    "jdbc:postgresql://db/blog?user=tom&password=hunter2%",
                    "jdbc:postgresql://db/blog?user=tom&password=%hunter2",
                })
        void onlyAPercentSignMustBeEscaped(String url) {
            assertThatThrownBy(() -> resolve(url)).isInstanceOfSatisfying(MigrateException.class, e -> {
                assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
                assertThat(e.what()).contains("the password has a %");
                assertThat(e.action()).contains("Write %25");
                assertThat(e.render()).doesNotContain("hunter2");
            });
        }

        @ParameterizedTest
        @CsvSource({
            "postgres://tom@db/blog?user=a@b, a@b",
            "postgres://db/blog?user=tom&options=-c%20x.y%3Da@b, tom",
            "postgres://tom:pw@db/blog?application_name=a@b/c, tom",
            "postgres://tom@db/bl@og, tom",
        })
        void anAtSignAfterTheHostEndsNoPassword(String url, String user) {
            assertThat(resolve(url).hosts()).containsExactly(host("db", 5432));
            assertThat(resolve(url).user()).isEqualTo(user);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jdbc:postgresql://user:hunter2@host:1/db",
                    "jdbc:postgresql://user:hun/ter2hunter2@host/db",
                    "jdbc:postgresql://user:hun?hunter2@host/db",
                    "jdbc:postgresql://user@host/db?password=hunter2",
                })
        void aUserBeforeTheHostOfAJdbcUrlIsRefused(String url) {
            assertThatThrownBy(() -> resolve(url)).isInstanceOfSatisfying(MigrateException.class, e -> {
                assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
                assertThat(e.what()).contains("a user before the host");
                assertThat(e.render()).doesNotContain("hunter2");
            });
        }

        @ParameterizedTest
        @CsvSource({"search_path, app", "schema, app", "currentSchema, app"})
        void aSchemaToWorkInIsWrittenAsAnOption(String name, String value) {
            assertThatThrownBy(() -> resolve("postgres://h/d?" + name + "=" + value))
                    .isInstanceOfSatisfying(MigrateException.class, e -> {
                        assertThat(e.what()).contains("does not know: " + name);
                        assertThat(e.action()).startsWith("Write options=-csearch_path%3Dapp to work in that schema");
                    });
            assertThat(resolve("postgres://h/d?options=-csearch_path%3Dapp").properties())
                    .containsEntry("options", "-csearch_path=app");
        }

        @Test
        void aParameterThatTheDriverIgnoresIsWarnedOf() {
            resolve("jdbc:postgresql://h/d?unknownToUs=1");
            assertThat(warnings).singleElement().asString().contains("does not know (unknownToUs); it is ignored");
            warnings.clear();
            resolve("jdbc:postgresql://h/d?password=a&hunter2=x");
            assertThat(warnings).singleElement().asString().doesNotContain("hunter2");
        }

        @Test
        void withoutAHostTheLocalSocketIsTakenWhereThereIsOne() throws IOException {
            Path sockets = Files.createDirectory(home.resolve("sockets"));
            Surroundings surroundings = new Surroundings(env, project, home, "tina", List.of(home, sockets));
            env.put("PGPORT", "7777");
            Surroundings other = new Surroundings(env, project, home, "tina", List.of(home, sockets));
            Files.createFile(sockets.resolve(".s.PGSQL.5432"));
            assertThat(resolveIn(surroundings, "postgres:///blog")).containsExactly(host(sockets.toString(), 5432));
            assertThat(resolveIn(other, "postgres:///blog")).containsExactly(host("localhost", 7777));
            assertThat(resolveIn(surroundings, "postgres://localhost/blog")).containsExactly(host("localhost", 5432));
            assertThat(resolveIn(surroundings, "jdbc:postgresql:///blog")).containsExactly(host("localhost", 5432));
        }

        private List<Host> resolveIn(Surroundings surroundings, String url) {
            return TargetResolver.resolve(url, surroundings, ProjectConfig.of(surroundings), warnings)
                    .orElseThrow()
                    .hosts();
        }

        @Test
        void aParameterThatLibpqDoesNotKnowIsRefusedByName() {
            assertThatThrownBy(() -> resolve("postgres://h/d?pool_timeout=3")).hasMessageContaining("pool_timeout");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"postgres://h:0/d", "postgres://h:70000/d", "postgres://h:x/d", "jdbc:postgresql://h:x/d"})
        void aPortThatIsNoneIsRefused(String url) {
            assertThatThrownBy(() -> resolve(url)).hasMessageContaining("is not a port");
        }

        @Test
        void portsThatDoNotFitTheHostsAreRefused() {
            env.put("PGHOST", "a,b,c");
            env.put("PGPORT", "1,2");
            assertThatThrownBy(() -> resolve(null)).hasMessageContaining("3 hosts and 2 ports");
        }

        @Test
        void aRevocationListIsRefusedRatherThanIgnored() {
            env.put("PGSSLCRL", "/etc/crl.pem");
            assertThatThrownBy(() -> resolve("postgres://h/d")).hasMessageContaining("revocation");
        }
    }

    @Nested
    class Passwords {

        @Test
        void thePasswordFileIsAskedLast() throws IOException {
            password("db:5432:blog:tom:fromfile");
            assertThat(resolve("postgres://tom@db/blog").password()).isEqualTo("fromfile");
            env.put("PGPASSWORD", "fromenv");
            assertThat(resolve("postgres://tom@db/blog").password()).isEqualTo("fromenv");
            assertThat(resolve("postgres://tom:fromurl@db/blog").password()).isEqualTo("fromurl");
        }

        @ParameterizedTest
        @CsvSource({
            "db:5432:blog:tom:x, x",
            "*:*:*:*:x, x",
            "db:*:blog:*:x, x",
            "db:5433:blog:tom:x,",
            "other:5432:blog:tom:x,",
            "db:5432:other:tom:x,",
            "db:5432:blog:tina:x,",
            "db:5432:blog:tom:a:b:c, a:b:c",
            "db:5432:blog:tom:a\\:b\\\\c, a:b\\c",
            "#db:5432:blog:tom:x,",
            "db:5432:blog:tom,",
        })
        void aLineOfThePasswordFileFits(String line, @Nullable String expected) throws IOException {
            password(line);
            assertThat(resolve("postgres://tom@db/blog").password()).isEqualTo(expected);
        }

        @Test
        void theFirstLineThatFitsCounts() throws IOException {
            password("db:5432:blog:tom:first\n*:*:*:*:second");
            assertThat(resolve("postgres://tom@db/blog").password()).isEqualTo("first");
        }

        @Test
        void aSocketIsLocalhostInThePasswordFile() throws IOException {
            password("localhost:5432:blog:tom:x");
            env.put("PGHOST", "/var/run/postgresql");
            env.put("PGDATABASE", "blog");
            env.put("PGUSER", "tom");
            assertThat(resolve(null).password()).isEqualTo("x");
        }

        @Test
        void aPasswordFileThatOthersMayReadIsIgnoredWithAWarning() throws IOException {
            password("*:*:*:*:x");
            Files.setPosixFilePermissions(home.resolve(".pgpass"), PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(resolve("postgres://tom@db/blog").password()).isNull();
            assertThat(warnings).singleElement().asString().contains("chmod 600");
        }

        @Test
        void anotherPasswordFileCanBeNamed() throws IOException {
            Path other = project.resolve("secrets");
            Files.writeString(other, "*:*:*:*:other");
            Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
            env.put("PGPASSFILE", other.toString());
            assertThat(resolve("postgres://db/blog").password()).isEqualTo("other");
            env.remove("PGPASSFILE");
            assertThat(resolve("postgres://db/blog?passfile=secrets").password())
                    .isEqualTo("other");
        }

        @Test
        void theTargetNeverShowsThePassword() {
            ServerTarget target = resolve("postgres://tom:hunter2@db/blog?sslpassword=hunter3");
            assertThat(target.toString() + target.display()).doesNotContain("hunter");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "postgres://tom:hunter2@db:x/blog",
                    "postgres://tom:hunter2@db/blog?nonsense=1",
                    "postgres://tom:hunter2@db/blog?nonsense",
                    "mysql://tom:hunter2@db/blog",
                    "postgres://tom:hunter2@[::1/blog",
                    "postgres://tom:hun/ter@hunter2@db:x/blog",
                    "postgres://tom:hunter2",
                    "postgres://tom:hunter2/blog",
                    "postgres://tom@db/blog?password=a&hunter2",
                    "postgres://tom@db/blog?password=a&hunter2=b",
                    "postgres://tom@db/blog?ssl=hunter2",
                })
        void anErrorNeverShowsThePassword(String url) {
            assertThatThrownBy(() -> resolve(url))
                    .isInstanceOfSatisfying(
                            MigrateException.class, e -> assertThat(e.render()).doesNotContain("hunter2"));
        }
    }

    @Nested
    class Services {

        private void service(String text) throws IOException {
            Files.writeString(home.resolve(".pg_service.conf"), text);
        }

        @Test
        void aServiceIsReadFromTheUsersFile() throws IOException {
            service("""
                    # ours
                    [other]
                    host=wrong
                    [prod]
                    host=db.prod
                    port = 6432
                    user=deploy
                    dbname=blog
                    sslmode=verify-full
                    [after]
                    host=wrong
                    """);
            env.put("PGSERVICE", "prod");
            ServerTarget target = resolve(null);
            assertThat(target.hosts()).containsExactly(host("db.prod", 6432));
            assertThat(target.user()).isEqualTo("deploy");
            assertThat(target.database()).isEqualTo("blog");
            assertThat(target.properties()).containsEntry("sslmode", "verify-full");
        }

        @Test
        void theServiceComesBeforeVariablesAndAfterTheUrl() throws IOException {
            service("[prod]\nhost=db.prod\nuser=deploy\n");
            env.put("PGHOST", "frompg");
            env.put("PGUSER", "frompg");
            env.put("PGSSLMODE", "require");
            ServerTarget target = resolve("postgres://fromurl@/blog?service=prod");
            assertThat(target.hosts()).containsExactly(host("db.prod", 5432));
            assertThat(target.user()).isEqualTo("fromurl");
            assertThat(target.properties()).containsEntry("sslmode", "require");
        }

        @Test
        void theFileCanBeNamed() throws IOException {
            Files.writeString(project.resolve("services.conf"), "[x]\nhost=there\n");
            env.put("PGSERVICEFILE", "services.conf");
            env.put("PGSERVICE", "x");
            assertThat(resolve(null).hosts()).containsExactly(host("there", 5432));
        }

        @Test
        void theSystemsFileComesSecond() throws IOException {
            Files.writeString(project.resolve("pg_service.conf"), "[x]\nhost=system\n[y]\nhost=system\n");
            service("[x]\nhost=user\n");
            env.put("PGSYSCONFDIR", project.toString());
            env.put("PGSERVICE", "x");
            assertThat(resolve(null).hosts()).containsExactly(host("user", 5432));
            env.put("PGSERVICE", "y");
            assertThat(resolve(null).hosts()).containsExactly(host("system", 5432));
        }

        @Test
        void aServiceThatDoesNotExistIsAnError() {
            env.put("PGSERVICE", "nowhere");
            assertThatThrownBy(() -> resolve(null)).hasMessageContaining("nowhere");
        }

        @Test
        void aLineWithoutAnEqualsSignIsAnErrorWithItsLine() throws IOException {
            service("[x]\nhost db\n");
            env.put("PGSERVICE", "x");
            assertThatThrownBy(() -> resolve(null))
                    .isInstanceOfSatisfying(
                            MigrateException.class,
                            e -> assertThat(e.location().orElseThrow().line()).isEqualTo(2));
        }
    }

    @Nested
    class Variables {

        @Test
        void eachVariableOfLibpqReachesTheDriver() {
            env.put("PGHOST", "db");
            env.put("PGPORT", "6543");
            env.put("PGDATABASE", "blog");
            env.put("PGUSER", "tom");
            env.put("PGPASSWORD", "x");
            env.put("PGAPPNAME", "deploy");
            env.put("PGOPTIONS", "-c statement_timeout=0");
            env.put("PGCONNECT_TIMEOUT", "4");
            env.put("PGSSLMODE", "verify-ca");
            env.put("PGSSLROOTCERT", "/ca.pem");
            env.put("PGSSLCERT", "/c.pem");
            env.put("PGSSLKEY", "/k.pem");
            env.put("PGTARGETSESSIONATTRS", "any");
            env.put("PGCHANNELBINDING", "require");
            env.put("PGGSSENCMODE", "disable");
            env.put("PGKRBSRVNAME", "pg");
            assertThat(resolve(null).properties())
                    .containsEntry("ApplicationName", "deploy")
                    .containsEntry("options", "-c statement_timeout=0")
                    .containsEntry("connectTimeout", "4")
                    .containsEntry("sslmode", "verify-ca")
                    .containsEntry("sslrootcert", "/ca.pem")
                    .containsEntry("sslcert", "/c.pem")
                    .containsEntry("sslkey", "/k.pem")
                    .containsEntry("targetServerType", "any")
                    .containsEntry("channelBinding", "require")
                    .containsEntry("gssEncMode", "disable")
                    .containsEntry("kerberosServerName", "pg");
        }

        @ParameterizedTest
        @CsvSource({
            "PGSSLMODE, requre, verify-full",
            "PGSSLMODE, Require, verify-full",
            "PGCONNECT_TIMEOUT, abc, whole number",
            "PGCONNECT_TIMEOUT, 10s, whole number",
            "PGTARGETSESSIONATTRS, master, read-write",
            "PGCHANNELBINDING, yes, prefer",
            "PGGSSENCMODE, on, prefer",
            "PGSSLNEGOTIATION, fast, direct",
            "PGLOADBALANCEHOSTS, true, random",
            "PGREQUIREAUTH, kerberos, scram-sha-256",
        })
        void aValueThatLibpqDoesNotTakeIsRefusedWithTheNameOfTheVariable(String variable, String value, String action) {
            env.put("PGHOST", "db");
            env.put(variable, value);
            assertThatThrownBy(() -> resolve(null)).isInstanceOfSatisfying(MigrateException.class, e -> {
                assertThat(e.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
                assertThat(e.what()).contains(variable, value);
                assertThat(e.action()).contains(action);
            });
        }

        @Test
        void aValueThatLibpqDoesNotTakeIsRefusedInAUrlToo() {
            assertThatThrownBy(() -> resolve("postgres://h/d?sslmode=no-verify"))
                    .hasMessageContaining("sslmode in the URL from --url cannot be \"no-verify\"");
        }

        @Test
        void theApplicationHasANameUnlessTheUserGivesOne() {
            assertThat(resolve("postgres://h/d").properties()).containsEntry("ApplicationName", "fraiseql");
            assertThat(resolve("jdbc:postgresql://h/d?ApplicationName=x").properties())
                    .containsEntry("ApplicationName", "x");
        }

        @Test
        void anAddressReplacesTheName() {
            env.put("PGHOST", "db");
            env.put("PGHOSTADDR", "10.0.0.7");
            assertThat(resolve(null).hosts()).containsExactly(host("10.0.0.7", 5432));
        }

        @Test
        void theAddressOfAnotherHostDoesNotReplaceTheUrlsName() {
            env.put("PGHOSTADDR", "10.0.0.7");
            assertThat(resolve("postgres://db/x").hosts()).containsExactly(host("db", 5432));
        }

        @Test
        void everyPropertyIsOneThatTheDriverKnows() {
            env.put("PGHOST", "db");
            env.put("PGSSLMODE", "prefer");
            env.put("PGCHANNELBINDING", "prefer");
            env.put("PGGSSENCMODE", "prefer");
            env.put("PGSSLNEGOTIATION", "postgres");
            env.put("PGLOADBALANCEHOSTS", "random");
            env.put("PGREQUIREAUTH", "!md5,!password");
            env.put("PGCONNECT_TIMEOUT", "-1");
            env.put("PGPORT", "1");
            Keywords.VARIABLES.keySet().stream()
                    .filter(name -> !name.startsWith("PGSSLCRL"))
                    .forEach(name -> env.putIfAbsent(name, "any"));
            env.put("PGHOSTADDR", "");
            assertThat(resolve(null).properties())
                    .as("less than nothing is no limit, as in libpq")
                    .containsEntry("connectTimeout", "0");
            assertThat(resolve(null).properties().keySet())
                    .allSatisfy(name -> assertThat(org.postgresql.PGProperty.forName(name))
                            .as(name)
                            .isNotNull());
        }
    }
}
