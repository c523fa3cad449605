// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.Executable.Result;
import com.fraiseql.migrate.cli.Executable.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell header: it finds Java, says what is wrong, and never fails because of its cache. */
class LauncherIT {

    @TempDir
    Path directory;

    private Executable shell() {
        return new Executable(directory);
    }

    private static void ok(Result result) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).startsWith("fraiseql ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theVersionTellsTheCommit() {
        Result result = shell().run("--version");
        ok(result);
        assertThat(result.out().strip()).matches("fraiseql \\d+\\.\\d+\\.\\d+\\S*( \\(commit [0-9a-f]{12}\\))?");
    }

    @Test
    void sarifNamesTheVersionSoThatToolsCanCompareIt() {
        String version = shell().run("--version").out().replaceFirst("^fraiseql (\\S+)(?s:.*)", "$1");

        Result result = shell().shell("echo 'SELECT 1;' | fraiseql migrate lint - --format sarif");
        assertThat(version).matches("[0-9]+[.][0-9]+[.].*");
        assertThat(result.out()).contains("\"name\":\"fraiseql migrate lint\",\"version\":\"" + version);
    }

    @Test
    void outputThatCannotBeWrittenIsNoSuccessAndAClosedPipeIsHarmless() {
        // where there is no device that is always full, a closed output cannot be written to either
        String unwritable = Files.exists(Path.of("/dev/full")) ? ">/dev/full" : ">&-";
        Result full = shell().shell("fraiseql migrate --help " + unwritable);
        assertThat(full.exitCode()).as(full.toString()).isEqualTo(ExitCode.OUTPUT.number());
        assertThat(full.err()).contains("Error: The command is done, and its output could not be written: ");
        Result pipe = shell().shell("(fraiseql migrate --help; echo \"code $?\" >&2) | true");
        assertThat(pipe.err()).isEqualTo("code 0\n");
    }

    @Test
    void aDeletedWorkingDirectoryIsSaidInASentence() {
        Result result = shell().shell("mkdir gone && cd gone && rmdir ../gone && fraiseql --version");
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err())
                .contains("Error: The working directory does not exist any more.\nAction: Change to one that does.\n")
                .doesNotContain("\tat ");
    }

    @Test
    void javaDashJarDoesTheSame() {
        Result result = shell().execute(
                        List.of(Executable.java(), "-jar", Executable.file().toString(), "--version"), null);
        ok(result);
        assertThat(result.out()).isEqualTo(shell().run("--version").out());
    }

    @Test
    void aCopyInAFolderWithSpacesAndALinkToItWork() throws IOException {
        Path copy = Files.createDirectories(directory.resolve("a folder")).resolve("fraiseql");
        Files.copy(Executable.file(), copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path link = Files.createSymbolicLink(directory.resolve("linked"), copy);
        ok(shell().execute(List.of(copy.toString(), "--version"), null));
        ok(shell().execute(List.of(link.toString(), "--version"), null));
        ok(shell().shell("cd 'a folder' && sh fraiseql --version"));
        ok(shell().shell("cd 'a folder' && PATH=.:$PATH fraiseql --version"));
    }

    @Test
    void anArchiveOfClassesIsLeftBehindAndUsed() throws IOException {
        Path cache = directory.resolve("cache");
        Executable shell = shell().with("FRAISEQL_CACHE_DIR", cache.toString());
        ok(shell.run("--version"));
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file)).isPositive());
        }
        ok(shell.run("--version"));
        Result loaded = shell.with("FRAISEQL_JAVA_OPTS", "-Xlog:class+load:file=" + directory.resolve("classes.log"))
                .run("--version");
        ok(loaded);
        assertThat(directory.resolve("classes.log"))
                .content()
                .containsPattern("com\\.fraiseql\\.migrate\\.cli\\.Main source: shared objects file");
    }

    @Test
    void twoFirstRunsAtOnceBothWork() {
        Executable shell =
                shell().with("FRAISEQL_CACHE_DIR", directory.resolve("cache").toString());
        Running one = shell.startSelf("--version");
        Running two = shell.startSelf("--version");
        ok(one.await());
        ok(two.await());
        ok(shell.run("--version"));
        assertThat(directory.resolve("cache").toFile().list()).hasSize(1);
    }

    @Test
    void aCacheThatCannotBeWrittenDoesNoHarm() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        ok(shell().with("FRAISEQL_CACHE_DIR", file.resolve("cache").toString()).run("--version"));
        ok(shell().with("FRAISEQL_CACHE_DIR", "/dev/null").run("--version"));
        ok(shell().with("FRAISEQL_CACHE_DIR", "off").run("--version"));
    }

    @Test
    void aBrokenArchiveDoesNoHarm() throws IOException {
        Path cache = directory.resolve("cache");
        Executable shell = shell().with("FRAISEQL_CACHE_DIR", cache.toString());
        ok(shell.run("--version"));
        try (Stream<Path> files = Files.list(cache)) {
            Path archive = files.findFirst().orElseThrow();
            Files.delete(archive);
            Files.writeString(archive, "nonsense");
        }
        ok(shell.run("--version"));
    }

    @Test
    void noArchiveIsMadeInCi() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        ok(shell().with("FRAISEQL_CACHE_DIR", "")
                .with("HOME", home.toString())
                .with("CI", "true")
                .run("--version"));
        assertThat(home).isEmptyDirectory();
    }

    /** The shell makes the name, since the encoding of this JVM may be another one. */
    private static final String UMLAUTS =
            "d=$(printf 'gr\\303\\266\\303\\237e'); mkdir -p $d; echo 'SELECT 1;' > $d/001_$d.sql; ";

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX", "C.UTF-8", "xx_YY.UTF-8"})
    void namesAndArgumentsAreUtf8WhateverTheLocale(String locale) {
        Executable shell = shell().with("LANG", "").with("LC_ALL", locale);
        for (String command : List.of(
                "fraiseql migrate validate --offline --path $d",
                "cd $d && fraiseql migrate validate --offline --path .")) {
            Result result = shell.shell(UMLAUTS + command);
            assertThat(result.exitCode()).as(result.toString()).isZero();
            assertThat(result.out()).contains("✓ 1 migration is valid", "001_größe.sql");
        }
        Result url = shell.with("DATABASE_URL", "")
                .shell(UMLAUTS + "DATABASE_URL=postgres://$d:$d@127.0.0.1:1/$d fraiseql migrate status --path $d");
        assertThat(url.err()).contains("nothing listens at 127.0.0.1:1");
    }

    @Test
    void javaDashJarReadsTheNamesOfFilesAndSaysWhatItCannotDecode() {
        Executable shell = shell().with("LC_ALL", "C");
        String java = Executable.java() + " -jar " + Executable.file() + " migrate validate --offline --path ";
        Result file = shell.shell(UMLAUTS + "mv $d migrations && " + java + "migrations");
        assertThat(file.exitCode()).as(file.toString()).isZero();
        assertThat(file.out()).contains("001_größe.sql");
        Result argument = shell.shell(UMLAUTS + java + "$d");
        assertThat(argument.exitCode()).as(argument.toString()).isEqualTo(ExitCode.USAGE.number());
        assertThat(argument.err())
                .contains("A command-line argument has characters that Java cannot decode")
                .contains("Set LC_ALL=C.UTF-8");
        assertThat(shell.shell(UMLAUTS + "DATABASE_URL=$d " + java + "migrations")
                        .err())
                .contains("The environment variable DATABASE_URL has characters");
        assertThat(shell.shell(UMLAUTS + "cd $d && " + java + ".").err())
                .contains("The path of the working directory has characters");
    }

    @Test
    void withoutJavaItSaysSo() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Result result = shell().with("JAVA_HOME", "")
                .with("PATH", empty.toString())
                .execute(List.of("/bin/sh", Executable.file().toString(), "--version"), null);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).startsWith("Error: There is no Java.").contains("Action: Install Java 17");
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() {
        Result result = shell().with("JAVA_HOME", "/nowhere").run("--version");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).startsWith("Error: JAVA_HOME is /nowhere, and there is no java in it.");
    }

    @Test
    void anOldJavaIsNamed() throws IOException {
        Path home = directory.resolve("jdk-11");
        Files.createDirectories(home.resolve("bin"));
        Tools.write(home.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Result told = shell().with("JAVA_HOME", home.toString()).run("--version");
        assertThat(told.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(told.err()).contains("This Java is too old").contains("11.0.2");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"1.8.0_402\"\n");
        Result read = shell().with("JAVA_HOME", home.toString()).run("--version");
        assertThat(read.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(read.err()).contains("1.8.0_402");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--path migrations", "--path=file:migrations", "--path empty --path file:migrations"})
    void aBigFileIsWorthBothCompilers(String options) throws IOException {
        Executable shell = shell().with("FRAISEQL_JAVA_OPTS", "-XX:+PrintFlagsFinal");
        Files.createDirectories(directory.resolve("empty"));
        shell.write("migrations/001_small.sql", "SELECT 1;\n");
        String line = "fraiseql migrate validate " + options;
        assertThat(shell.shell(line).out())
                .containsPattern("TieredStopAtLevel += 1 ")
                .contains("is valid");
        shell.write("migrations/002_big.sql", "INSERT INTO t VALUES (1);\n".repeat(400_000));
        assertThat(shell.shell(line).out())
                .containsPattern("TieredStopAtLevel += 4 ")
                .contains("are valid");
    }

    @Test
    void completionAndManualPageAreThere() {
        assertThat(shell().run("completion").out()).contains("_complete_fraiseql");
        assertThat(shell().run("man").out()).startsWith(".TH FRAISEQL 1").contains("fraiseql migrate up");
        assertThat(Executable.file().resolveSibling("fraiseql.1"))
                .content()
                .isEqualTo(shell().run("man").out());
        assertThat(Executable.file().resolveSibling("fraiseql_completion")).exists();
    }

    @Test
    void aPersonAtATerminalGetsColoursUnlessTheyAreNotWanted() {
        Executable shell = shell();
        shell.write("migrations/001_a.sql", "SELECT 1;\n");
        List<String> command = List.of(
                Executable.java(),
                "-Dfraiseql.terminals=012",
                "-jar",
                Executable.file().toString(),
                "migrate",
                "validate");
        assertThat(shell.execute(command, null).out()).contains("\u001b[32m✓\u001b[0m");
        assertThat(shell().with("NO_COLOR", "1").execute(command, null).out()).doesNotContain("\u001b");
        assertThat(shell().run("migrate", "validate").out()).doesNotContain("\u001b");
    }
}
