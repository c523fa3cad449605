// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fraiseql.migrate.boot.DatabaseTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with developer tools, which start it anew in the same process when a trigger file changes. */
class DevToolsTests extends DatabaseTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    private Path built;

    @Test
    void aRestartAppliesTheNewFileAndNothingTwice() throws IOException {
        migration(folder.resolve("migrations"), "001_users.sql", "CREATE TABLE tb_user (id int);");
        ApplicationProcess application = start();
        List<String> output = new ArrayList<>(application.outputUpTo(ShopApplication.GREETING));

        migration(folder.resolve("migrations"), "002_posts.sql", "CREATE TABLE tb_post (id int);");
        Files.writeString(folder.resolve("restart.txt"), "now");
        await().atMost(TIMEOUT).until(() -> db.query("SELECT to_regclass('tb_post')"), List.of("tb_post")::equals);

        application.terminate();
        output.addAll(application.output());
        assertThat(String.join("\n", output))
                .containsSubsequence(
                        "migrator: applied 1 migration in",
                        "0 applied before; the last one is 001_users",
                        "migrator: applied 1 migration in",
                        "1 applied before; the last one is 002_posts");
        assertThat(appliedVersions()).containsExactly("001_users", "002_posts");
    }

    private ApplicationProcess start() {
        List<Path> classPath = new ArrayList<>(new Archives(built).classPath());
        classPath.add(folder);
        classPath.add(ClassPath.jar("spring-boot-devtools"));
        List<String> command = new ArrayList<>(List.of(
                "-cp",
                ClassPath.join(classPath),
                ShopApplication.class.getName(),
                "--spring.main.keep-alive=true",
                "--spring.devtools.restart.poll-interval=200ms",
                "--spring.devtools.restart.quiet-period=100ms",
                "--spring.devtools.restart.trigger-file=restart.txt",
                "--spring.devtools.livereload.enabled=false"));
        Arrays.stream(dataSource()).map(property -> "--" + property).forEach(command::add);
        return ApplicationProcess.java(command);
    }
}
