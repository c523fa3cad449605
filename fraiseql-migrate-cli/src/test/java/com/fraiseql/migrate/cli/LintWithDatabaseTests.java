// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lint}, {@code up} and {@code validate} where a database is given. */
class LintWithDatabaseTests {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private TestDatabase db;

    @BeforeEach
    void oneIsApplied() throws IOException {
        db = TestDatabase.create();
        file("001_post.sql", "CREATE TABLE tb_post (id int);\nCREATE TABLE tb_old (id int);\n");
        assertThat(run("up")).as(err()).isZero();
    }

    @AfterEach
    void drop() {
        db.close();
    }

    private void file(String name, String sql) throws IOException {
        Path file = directory.resolve("migrations").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }

    private int run(String command, String... args) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("migrate", command));
        all.addAll(List.of(
                "--url",
                db.url() + (db.url().contains("?") ? "&" : "?") + "user=" + db.user() + "&password=" + db.password()));
        all.addAll(List.of(args));
        return CommandTree.run(Contexts.in(directory, out, err), all.toArray(new String[0]));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsPendingIsReviewedAsOneDeployWithTheSizesOfItsTables() throws IOException {
        db.execute("INSERT INTO tb_post SELECT i FROM generate_series(1, 12000) i; ANALYZE tb_post");
        file("002_comment.sql", "CREATE TABLE tb_comment (id int);\n");
        file("003_index.sql", "CREATE INDEX ix ON tb_comment (id);\nCREATE INDEX iy ON tb_post (id);\n");
        assertThat(run("lint")).as(err()).isEqualTo(ExitCode.FINDINGS.number());
        assertThat(out())
                .contains("migrations/003_index.sql:2:1: error L101", "(tb_post, 12 k rows, ")
                .doesNotContain("ix ON tb_comment")
                .contains("✗ 1 error", " in 2 files\n");
        assertThat(run("lint", "--small-table", "20000")).as(out()).isZero();
    }

    @Test
    void whatIsAppliedIsReviewedOnlyIfAsked() {
        assertThat(run("lint")).isZero();
        assertThat(out()).isEqualTo("✓ 0 files, nothing found\n");
        run("lint", "--all");
        assertThat(out()).contains("1 file");
    }

    @Test
    void upWarnsAndWithLintFailAppliesNothing() throws IOException {
        file("002_index.sql", "CREATE INDEX iy ON tb_post (id);\n");
        assertThat(run("validate")).isZero();
        assertThat(err()).contains("Warning: 002_index.sql:1:1: L101");
        assertThat(run("up", "--lint", "fail")).isEqualTo(ExitCode.FINDINGS.number());
        assertThat(err()).contains("The linter has found 1 place", "1 | CREATE INDEX");
        assertThat(run("up", "--format", "json")).isZero();
        assertThat(out()).contains("\"warnings\":[\"002_index.sql:1:1: L101");
        assertThat(run("up", "--lint", "fail")).as("nothing is pending").isZero();
    }

    @Test
    void aConfiguredDatabaseThatCannotBeReachedIsDoneWithout() throws IOException {
        Files.writeString(
                directory.resolve("application.properties"), "fraiseql.migrate.url=postgres://u@127.0.0.1:1/none\n");
        file("001_post.sql", "CREATE TABLE tb_post (id bigint);\n");
        String[] lint = {"migrate", "lint"};
        out.reset();
        err.reset();
        assertThat(CommandTree.run(Contexts.in(directory, out, err), lint)).isZero();
        assertThat(err()).contains("Reviewing without the database that is configured: ");
    }
}
