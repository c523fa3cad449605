// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lint} without a database. */
class LintCommandTests {

    private static final String PLAIN_INDEX = "CREATE INDEX ix_post ON tb_post (title);\n";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    private int lint(String... args) {
        out.reset();
        err.reset();
        Context context = Contexts.in(directory, out, err);
        Terminal given = context.terminal();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                given.out(),
                given.err(),
                false,
                false,
                false);
        String[] all = new String[args.length + 2];
        all[0] = "migrate";
        all[1] = "lint";
        System.arraycopy(args, 0, all, 2, args.length);
        return CommandTree.run(
                new Context(context.surroundings(), terminal, context.interrupts(), context.clock()), all);
    }

    private void file(String name, String sql) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sql);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFindingIsShownWithItsPlaceWhatHappensWhatToDoAndTheSqlToCopy() throws IOException {
        file("migrations/001_a.sql", "-- fast\n" + PLAIN_INDEX);
        assertThat(lint()).isEqualTo(ExitCode.FINDINGS.number());
        assertThat(out())
                .startsWith("""
                        migrations/001_a.sql:2:1: error L101 index-not-concurrent
                            2 | CREATE INDEX ix_post ON tb_post (title)
                              | ^
                        """)
                .contains("      CREATE INDEX CONCURRENTLY")
                .endsWith("✗ 1 error in 1 file\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void filesWithoutAFindingAreSaidToBeFine() throws IOException {
        file("migrations/001_a.sql", "DROP INDEX CONCURRENTLY IF EXISTS ix_post;\n");
        assertThat(lint()).isZero();
        assertThat(out()).isEqualTo("✓ 1 file, nothing found\n");
    }

    @Test
    void theStandardInputIsReadForADash() {
        input = PLAIN_INDEX;
        assertThat(lint("-")).isEqualTo(ExitCode.FINDINGS.number());
        assertThat(out()).startsWith("stdin:1:1: error L101");
    }

    @Test
    void aFolderIsReviewedWithTheFoldersBelowWhateverTheFilesAreCalled() throws IOException {
        file("db/V2__index.sql", PLAIN_INDEX);
        file("db/V10__index.sql", PLAIN_INDEX);
        file("db/more/a.sql", PLAIN_INDEX);
        file("db/.hidden/b.sql", PLAIN_INDEX);
        lint("db", "--format", "github");
        assertThat(out().lines().map(line -> line.replaceAll(".*file=([^,]*),.*", "$1")))
                .containsExactly("db/V2__index.sql", "db/V10__index.sql", "db/more/a.sql");
    }

    @Test
    void whatAFileAboveCreatesIsNotNewToTheFilesBelow() throws IOException {
        file("migrations/001_a.sql", "CREATE TABLE tb_post (id bigint);\n");
        file("migrations/002_b.sql", PLAIN_INDEX);
        assertThat(lint()).isEqualTo(ExitCode.FINDINGS.number());
    }

    @Test
    void aFileThatIsNotThereIsAnErrorOfTheFiles() {
        assertThat(lint("none.sql")).isEqualTo(ExitCode.FILES.number());
        assertThat(err()).contains("There is no file and no folder none.sql.");
    }

    @ParameterizedTest
    @CsvSource({
        "--level=L101=warning, 0, warning L101",
        "--level=index-not-concurrent=warning, 0, warning L101",
        "--level=L101=off, 0, nothing found",
        "--fail-on=off, 0, error L101",
        "--fail-on=advice, 13, error L101",
    })
    void optionsSayHowMuchARuleWeighsAndWhenTheCommandFails(String option, int code, String shown) throws IOException {
        file("migrations/001_a.sql", PLAIN_INDEX);
        assertThat(lint(option)).as(err()).isEqualTo(code);
        assertThat(out()).contains(shown);
    }

    @Test
    void theProjectSaysTheSame() throws IOException {
        file("migrations/001_a.sql", PLAIN_INDEX);
        file("application.properties", "fraiseql.migrate.lint.levels.L101=warning\n");
        assertThat(lint()).as(err()).isZero();
        assertThat(out()).contains("warning L101");
        assertThat(lint("--level", "L101=error")).isEqualTo(ExitCode.FINDINGS.number());
    }

    @Test
    void aRuleThatDoesNotExistIsRefused() throws IOException {
        file("migrations/001_a.sql", PLAIN_INDEX);
        assertThat(lint("--level", "L999=off")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("There is no lint rule L999.");
        assertThat(lint("--explain", "L999")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("There is no rule L999.");
        assertThat(lint("--server-version", "3")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("which is no major version of PostgreSQL");
    }

    @Test
    void aRuleIsExplainedAndAllAreListed() {
        assertThat(lint("--explain", "l101")).as(err()).isZero();
        assertThat(out()).startsWith("# L101 index-not-concurrent\n");
        assertThat(lint("--rules")).isZero();
        assertThat(out()).contains("L101  error    index-not-concurrent: ");
    }

    @Test
    void sinceReviewsWhatGitSaysIsNewAfterWhatWasThere() throws IOException, InterruptedException {
        file("migrations/001_a.sql", PLAIN_INDEX);
        git("init", "-q", "-b", "main");
        commit();
        git("checkout", "-q", "-b", "feature");
        file("migrations/002_b.sql", "CREATE TABLE tb_comment (id bigint);\n");
        commit();
        file("migrations/003_c.sql", "CREATE INDEX ix ON tb_comment (id);\nTRUNCATE tb_post;\n");
        lint("--since", "main", "--format", "github");
        assertThat(out()).as(err()).contains("file=migrations/003_c.sql,line=2").doesNotContain("L101");
        assertThat(lint("--since", "other")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err()).contains("git merge-base failed");
    }

    private void commit() throws IOException, InterruptedException {
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x");
    }

    private void git(String... args) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
