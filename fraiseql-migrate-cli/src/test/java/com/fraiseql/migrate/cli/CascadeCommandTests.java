// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.connect.Surroundings;
import com.fraiseql.migrate.projection.CascadeNotes;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CascadeCommandTests {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private TestDatabase db;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void create() throws IOException {
        db = TestDatabase.create();
        Files.createDirectories(directory.resolve("migrations"));
        db.execute("""
                CREATE TABLE tb_user (id int PRIMARY KEY, name text NOT NULL);
                CREATE TABLE tb_post (id int PRIMARY KEY, author_id int REFERENCES tb_user ON DELETE SET NULL,
                  title text);
                CREATE TABLE tb_comment (id int PRIMARY KEY, post_id int NOT NULL REFERENCES tb_post ON DELETE CASCADE,
                  body text);
                CREATE TABLE tv_post (id int PRIMARY KEY, data jsonb NOT NULL);
                CREATE VIEW v_post AS SELECT p.id, jsonb_build_object('title', p.title, 'author', u.name) AS data
                  FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id;""");
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
        List<String> all = new ArrayList<>(List.of("migrate", "cascade"));
        all.addAll(List.of(args));
        Map<String, String> env = Map.of(
                "PGHOST", TestServer.get().host(),
                "PGPORT", String.valueOf(TestServer.get().port()),
                "PGUSER", db.user(),
                "PGPASSWORD", db.password(),
                "PGDATABASE", db.name());
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

    private JsonNode json() {
        return JsonMapper.shared().readTree(out());
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path saved() throws IOException {
        assertThat(run("--format", "json")).isZero();
        return Files.writeString(directory.resolve("cascade.json"), out());
    }

    @Test
    void theRulesOfATableSayWhatTheServerDoesAndWhichEntitiesAreAffected() {
        assertThat(run("tb_user")).as(err()).isZero();

        assertThat(out()).isEqualTo("""
                tb_user
                  insert; update of name
                    → post: u.id = p.author_id, p.id = id in v_post
                    → user: tb_user.id = id in tb_user
                  update of id
                    is refused while rows refer to it: tb_post (tb_post_author_id_fkey)
                    → post: u.id = p.author_id, p.id = id in v_post
                    → user: tb_user.id = id in tb_user
                  delete
                    sets author_id to NULL in tb_post (tb_post_author_id_fkey)
                    → post: u.id = p.author_id, p.id = id in v_post
                    → user: tb_user.id = id in tb_user
                    → post by tb_post: p.id = id in v_post
                  truncate
                    with CASCADE empties tb_post, otherwise is refused (tb_post_author_id_fkey)
                    with CASCADE empties tb_comment, by tb_post, otherwise is refused (tb_comment_post_id_fkey)
                    → every post
                    → every user
                    → every comment
                """);
    }

    @Test
    void everyFormatIsPrinted() {
        assertThat(run("--format", "svg")).isZero();
        assertThat(out()).startsWith("<svg ").endsWith("</svg>\n");
        assertThat(run("--format=dot")).isZero();
        assertThat(out()).startsWith("digraph cascade {");
        assertThat(run("--format", "MERMAID")).isZero();
        assertThat(out()).startsWith("flowchart LR\n");
        assertThat(run("--format", "json")).isZero();
        assertThat(json().at("/tables/1/table").asString()).isEqualTo("public.tb_post");
    }

    @Test
    void aFileThatHasTheRulesOfTheDatabaseIsAccepted() throws IOException {
        Path file = saved();

        assertThat(run("--check", "cascade.json")).isZero();

        assertThat(out()).isEqualTo("✓ cascade.json has the rules of the database\n");
        assertThat(file).exists();
    }

    @Test
    void aFileThatDiffersEndsWithItsExitCodeAndTheDifference() throws IOException {
        saved();
        db.execute("ALTER TABLE tb_comment DROP CONSTRAINT tb_comment_post_id_fkey,"
                + " ADD FOREIGN KEY (post_id) REFERENCES tb_post ON DELETE RESTRICT");

        assertThat(run("--check", "cascade.json")).isEqualTo(12);
        assertThat(out())
                .startsWith("✗ cascade.json differs from the database:\n")
                .contains(
                        "  - public.tb_post, delete: DELETE public.tb_comment by tb_comment_post_id_fkey from"
                                + " public.tb_post\n",
                        "  + public.tb_post, delete: REFUSE public.tb_comment by tb_comment_post_id_fkey from"
                                + " public.tb_post\n",
                        "fraiseql migrate cascade --format json > cascade.json");
        assertThat(run("--check", "cascade.json", "--format", "json")).isEqualTo(12);
        assertThat(json().at("/equal").asBoolean()).isFalse();
        assertThat(json().at("/missing").size()).isPositive();
    }

    @Test
    void aFileThatIsNoneAndATableThatIsUnknownAreNamed() throws IOException {
        assertThat(run("--check", "missing.json")).isEqualTo(3);
        assertThat(err()).contains("missing.json cannot be read");
        Files.writeString(directory.resolve("broken.json"), "{");
        assertThat(run("--check", "broken.json")).isEqualTo(3);
        assertThat(err()).contains("broken.json:1:2: This is no JSON");
        assertThat(run("tb_usr")).isEqualTo(2);
        assertThat(err()).contains("There are no rules for a table tb_usr.");
        assertThat(run("tb_user", "--check", "cascade.json")).isEqualTo(2);
    }

    @Test
    void whatNotesChangesIsRemovedAfterAQuestion() {
        new CascadeNotes(db.dataSource(), CascadeOptions.defaults()).install();

        assertThat(run("--remove")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("cascade --remove asks for confirmation");
        assertThat(answering("n\n", true, "--remove")).isEqualTo(ExitCode.DECLINED.number());
        assertThat(err())
                .contains("This removes what notes changes", "  public.tb_post\n", "Nothing has been removed.");
        assertThat(answering("y\n", true, "--remove")).as(err()).isZero();
        assertThat(out()).isEqualTo("""
                ✓ Changes of public.tb_comment are no longer noted
                ✓ Changes of public.tb_post are no longer noted
                ✓ Changes of public.tb_user are no longer noted
                ✓ Changes of public.tv_post are no longer noted
                """);
        assertThat(db.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                .isEmpty();

        assertThat(run("--remove", "--force")).isZero();
        assertThat(out()).isEqualTo("✓ Nothing is noted\n");
        assertThat(run("--remove", "--force", "--format", "json")).isZero();
        assertThat(json().at("/success").asBoolean()).isTrue();
        assertThat(json().at("/removed").isEmpty()).isTrue();
    }

    @Test
    void nothingIsRemovedWhileAnInstanceReads() {
        CascadeNotes notes = new CascadeNotes(db.dataSource(), CascadeOptions.defaults());
        notes.install();
        try (ChangeFeed feed = notes.open(db.dataSource(), false)) {
            assertThat(run("--remove", "--force")).isEqualTo(ExitCode.LOCK.number());
            assertThat(err()).contains("An application instance reads what is noted.", "fraiseql.migrate.cascade.mode");
            assertThat(feed.poll().missed()).isFalse();
        }
        assertThat(run("--remove", "--force", "--format", "json")).isZero();
        assertThat(json().at("/removed/0").asString()).isEqualTo("public.tb_comment");
    }

    @Test
    void whatMakesNoSenseWithRemoveIsRefused() {
        assertThat(run("--force")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("tb_user", "--remove", "--force")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("--remove", "--force", "--format", "svg")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("--remove", "--force", "--check", "cascade.json")).isEqualTo(ExitCode.USAGE.number());
    }
}
