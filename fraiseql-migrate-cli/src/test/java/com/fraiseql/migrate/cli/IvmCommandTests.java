// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.connect.Surroundings;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IvmCommandTests {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase db;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void create() throws IOException {
        db = TestDatabase.create();
        env.putAll(Map.of(
                "PGHOST", TestServer.get().host(),
                "PGPORT", String.valueOf(TestServer.get().port()),
                "PGUSER", db.user(),
                "PGPASSWORD", db.password(),
                "PGDATABASE", db.name()));
        Files.createDirectories(directory.resolve("migrations"));
        db.execute(
                "CREATE TABLE tb_user (id int PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE tb_post (id int PRIMARY KEY, author_id int NOT NULL REFERENCES tb_user, title text)",
                "CREATE INDEX ON tb_post (author_id)",
                "INSERT INTO tb_user VALUES (1, 'ada'), (2, 'grace')",
                "INSERT INTO tb_post SELECT n, 1 + n % 2, 'Post ' || n FROM generate_series(1, 20) n",
                "CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL)",
                "CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, 'author', u.name) AS data"
                        + " FROM tb_post p JOIN tb_user u ON u.id = p.author_id",
                "CREATE TABLE tv_age (id int PRIMARY KEY, age interval)",
                "CREATE VIEW v_age AS SELECT id, now() - '2024-01-01'::timestamptz AS age FROM tb_user");
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private int run(String... args) {
        return answering("", false, args);
    }

    private int answering(String answer, boolean terminal, String... args) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("migrate"));
        all.addAll(List.of(args));
        Context context = new Context(
                new Surroundings(env, directory, directory, "tina"),
                new Terminal(
                        new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                        new Output(out, StandardCharsets.UTF_8, () -> false),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        false,
                        false),
                new Interrupts(),
                Contexts.CLOCK);
        return CommandTree.run(context, all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out());
    }

    private String differences() {
        return db.query("SELECT count(*) FROM (TABLE v_post EXCEPT ALL SELECT id, data FROM tv_post) d")
                .get(0);
    }

    private String triggers() {
        return db.query("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
                        + " AND tgrelid::regclass::text LIKE 'tb%'")
                .get(0);
    }

    private void migration(String name, String sql) throws IOException {
        Files.writeString(directory.resolve("migrations").resolve(name), sql);
    }

    @Test
    void eachTableIsShownWithWhatCanBePromisedAndTheCure() {
        assertThat(run("ivm")).as(err()).isZero();
        assertThat(out())
                .contains(
                        "✓ public.tv_post from public.v_post: incremental, not installed",
                        "○ public.tv_age from public.v_age: compare at sync only",
                        "Cure: ",
                        "--apply installs it; --write 070_ivm.sql saves the SQL as a migration.");
        assertThat(triggers()).isEqualTo("0");
    }

    @Test
    void jsonHasTheSameFacts() {
        assertThat(run("ivm", "--format", "json")).as(err()).isZero();
        JsonNode age = table("public.tv_age");
        assertThat(age.at("/verdict").asString()).isEqualTo("COMPARE_AT_SYNC");
        assertThat(age.at("/reasons/0/code").asString()).isEqualTo("CHANGES_BY_ITSELF");
        assertThat(table("public.tv_post").at("/verdict").asString()).isEqualTo("INCREMENTAL");
        assertThat(json().at("/problems").isArray()).isTrue();
    }

    private JsonNode table(String name) {
        for (JsonNode table : json().at("/tables")) {
            if (table.at("/table").asString().equals(name)) {
                return table;
            }
        }
        throw new AssertionError(out());
    }

    @Test
    void oneTableIsExplainedByThePathsOfItsChanges() {
        assertThat(run("ivm", "--explain", "tv_post")).as(err()).isZero();
        assertThat(out())
                .contains(
                        "public.tb_post as p",
                        "columns: author_id, id, title",
                        "public.tb_user as u",
                        "columns: id, name")
                .doesNotContain("tv_age");
        assertThat(run("ivm", "--explain", "tv_nothing")).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void whatIsInstalledMaintainsTheTableUntilItIsDropped() {
        assertThat(run("ivm", "--apply")).as(err()).isZero();
        assertThat(out()).contains("✓ Installed for public.tv_post, which has been made equal to its view");
        assertThat(differences()).isEqualTo("0");
        db.execute("UPDATE tb_user SET name = 'Ada' WHERE id = 1", "DELETE FROM tb_post WHERE id = 3");
        assertThat(differences()).isEqualTo("0");
        assertThat(db.query("SELECT count(*) FROM tv_post WHERE data ->> 'author' = 'Ada'"))
                .containsExactly("10");

        assertThat(run("ivm")).isZero();
        assertThat(out()).contains("✓ public.tv_post from public.v_post: incremental, maintained");
        assertThat(run("ivm", "--apply")).isZero();
        assertThat(out()).contains("✓ Nothing to do");

        assertThat(run("ivm", "--drop")).isEqualTo(ExitCode.USAGE.number());
        assertThat(answering("n\n", true, "ivm", "--drop")).isEqualTo(ExitCode.DECLINED.number());
        assertThat(err())
                .contains("This removes what maintains the read tables", "  public.tv_post", "Nothing has been");
        assertThat(answering("y\n", true, "ivm", "--drop")).as(err()).isZero();
        assertThat(out()).contains("✓ public.tv_post is no longer maintained; it keeps its rows");
        assertThat(triggers()).isEqualTo("0");
        assertThat(db.query("SELECT count(*) FROM tv_post")).containsExactly("19");
    }

    @Test
    void theSqlCanBeSavedAsAMigrationAndNothingIsOverwritten() throws IOException {
        assertThat(run("ivm", "--write", "070_ivm.sql")).as(err()).isZero();
        assertThat(out()).isEqualTo("✓ Wrote migrations/070_ivm.sql for public.tv_post\n");
        Path file = directory.resolve("migrations/070_ivm.sql");
        String sql = Files.readString(file);

        assertThat(run("ivm", "--write", "070_ivm.sql")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("migrations/070_ivm.sql is there already");
        assertThat(run("ivm", "--write", "-")).isZero();
        assertThat(out()).isEqualTo(sql);

        assertThat(run("up")).as(err()).isZero();
        assertThat(differences()).isEqualTo("0");
        db.execute("UPDATE tb_post SET title = 'changed'");
        assertThat(differences()).isEqualTo("0");
    }

    @Test
    void verifyFindsWhatTriggersHaveNotSeenAndRepairsItWhenTold() {
        assertThat(run("ivm", "--apply")).as(err()).isZero();
        assertThat(run("ivm", "verify")).as(err()).isZero();
        assertThat(out()).contains("✓ public.tv_post: 20 rows compared, all equal");

        db.execute("UPDATE tv_post SET data = '{}' WHERE id <= 2", "DELETE FROM tv_post WHERE id = 3");
        assertThat(run("ivm", "verify")).isEqualTo(ExitCode.DIFFERENT.number());
        assertThat(out()).contains("✗ public.tv_post: 20 rows compared, 1 missing, 2 different");
        assertThat(run("ivm", "verify", "--repair", "--format", "json"))
                .as(err())
                .isZero();
        assertThat(json().at("/tables/0/repaired").asBoolean()).isTrue();
        assertThat(differences()).isEqualTo("0");
        assertThat(run("ivm", "verify", "--sample", "5")).isZero();
    }

    @Test
    void upInstallsAnewWhatAMigrationHasChanged() throws IOException {
        assertThat(run("ivm", "--apply")).as(err()).isZero();
        migration("001_view.sql", """
                CREATE OR REPLACE VIEW v_post AS
                SELECT p.id, jsonb_build_object('title', upper(p.title), 'by', u.name, 'mail', u.mail) AS data
                FROM tb_post p JOIN tb_user u ON u.id = p.author_id;
                """.replace("CREATE", "ALTER TABLE tb_user ADD COLUMN mail text;\nCREATE"));
        assertThat(run("up")).as(err()).isZero();
        assertThat(out()).contains("✓ Incremental maintenance installed: public.tv_post");
        assertThat(differences()).isEqualTo("0");
        db.execute("UPDATE tb_user SET mail = 'ada@example.com' WHERE id = 1");
        assertThat(differences()).isEqualTo("0");
    }

    @Test
    void upLeavesItAloneWhereTheModeIsOffAndInstallsAllWhereItIsApply() throws IOException {
        assertThat(run("ivm", "--apply")).as(err()).isZero();
        env.put("FRAISEQL_MIGRATE_IVM_MODE", "off");
        migration("001_view.sql", """
                CREATE OR REPLACE VIEW v_post AS SELECT p.id, jsonb_build_object('n', p.title) AS data FROM tb_post p;
                """);
        assertThat(run("up")).as(err()).isZero();
        assertThat(out()).doesNotContain("Incremental maintenance installed");
        assertThat(run("ivm")).isZero();
        assertThat(out()).contains("maintained by what was generated for an earlier definition");

        env.put("FRAISEQL_MIGRATE_IVM_MODE", "apply");
        migration("002_user.sql", """
                CREATE TABLE tv_user (id int PRIMARY KEY, name text);
                CREATE VIEW v_user AS SELECT id, name FROM tb_user;
                """);
        assertThat(run("up", "--format", "json")).as(err()).isZero();
        assertThat(json().at("/maintained").toString()).contains("public.tv_post", "public.tv_user");
        assertThat(differences()).isEqualTo("0");
    }

    @Test
    void aMigrationThatDropsAMaintainedTableLeavesNothingThatFailsWriters() throws IOException {
        assertThat(run("ivm", "--apply")).as(err()).isZero();
        migration("001_drop.sql", "DROP TABLE tv_post;\nDROP TABLE tv_age;\n");
        assertThat(run("up")).as(err()).isZero();
        assertThat(err()).contains("cannot be maintained incrementally any more: public.tv_post");
        db.execute("UPDATE tb_post SET title = 'still written'");
        assertThat(triggers()).isEqualTo("0");
    }

    @Test
    void aTableThatAFileFillsIsLeftAlone() throws IOException {
        Files.createDirectories(directory.resolve("sync"));
        Files.writeString(directory.resolve("sync/tv_post.sql"), "SELECT id, '{}'::jsonb AS data FROM tb_post");
        assertThat(run("ivm")).as(err()).isZero();
        assertThat(out())
                .contains("○ public.tv_post: compare at sync only", "The table is filled by sync/tv_post.sql")
                .doesNotContain("incremental");
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThat(run("ivm", "--apply", "--drop")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("ivm", "--force")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("ivm", "--apply", "verify")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("The options of ivm are given before the word verify.");
        assertThat(run("ivm", "verify", "--sample", "-1")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("ivm", "--table", "tv_post")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("Name read tables with --tables.");
        assertThat(run("ivm", "--isolation", "serializable")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("it is one of read-committed, any");
    }
}
