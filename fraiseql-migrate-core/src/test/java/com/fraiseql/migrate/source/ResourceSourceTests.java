// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import static com.fraiseql.migrate.source.MigrationFolder.file;
import static com.fraiseql.migrate.source.MigrationFolder.files;
import static com.fraiseql.migrate.source.MigrationFolder.refused;
import static com.fraiseql.migrate.source.MigrationFolder.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceSourceTests {

    private static final ClassLoader CLASS_LOADER = ResourceSourceTests.class.getClassLoader();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classpath:migrations/",
                "classpath:migrations",
                "classpath:/migrations",
                "classpath*:migrations/",
                "migrations",
                "/migrations/",
                "classpath:mig*/"
            })
    void aClassPathLocationIsFoundHoweverItIsWritten(String location) throws IOException {
        files(directory.resolve("migrations"), "001_a.sql", "002_b.sql", "README.md");

        try (URLClassLoader loader = loader(directory)) {
            assertThat(versions(new ResourceSource(List.of(location), loader, true)))
                    .containsExactly("001_a", "002_b");
        }
    }

    @Test
    void everyJarThatBringsMigrationsIsAsked() throws IOException {
        Path users = jar("users.jar", "migrations/001_users.sql", "migrations/003_more users+ö數 #1.sql");
        Path posts = jar("posts.jar", "migrations/002_posts.sql", "migrations/README.md", "other/004_x.sql");

        try (URLClassLoader loader = loader(users, posts)) {
            List<LocalMigration> found = new ResourceSource(List.of("classpath:migrations/"), loader, true).load();

            assertThat(found)
                    .extracting(LocalMigration::version)
                    .containsExactly("001_users", "002_posts", "003_more users+ö數 #1");
            assertThat(found)
                    .extracting(MigrationFolder::textOf)
                    .containsExactly(
                            "SELECT 'migrations/001_users.sql';",
                            "SELECT 'migrations/002_posts.sql';",
                            "SELECT 'migrations/003_more users+ö數 #1.sql';");
        }
    }

    @Test
    void subFoldersOfAJarAreNotPartOfIt() throws IOException {
        Path jar = jar("a.jar", "migrations/001_a.sql", "migrations/old/002_b.sql");

        try (URLClassLoader loader = loader(jar)) {
            assertThat(versions(new ResourceSource(List.of("classpath:migrations/"), loader, true)))
                    .containsExactly("001_a");
        }
    }

    @Test
    void overlappingLocationsFindAFileOnce() throws IOException {
        files(directory.resolve("migrations"), "001_a.sql", "002_b.up.sql", "002_b.down.sql");

        try (URLClassLoader loader = loader(directory)) {
            assertThat(versions(new ResourceSource(
                            List.of(
                                    "classpath:migrations/",
                                    "classpath*:mig*/",
                                    directory.resolve("migrations").toUri().toString()),
                            loader,
                            true)))
                    .containsExactly("001_a", "002_b");
        }
    }

    @Test
    void aJarBesideTheDirectoryThatItWasMadeFromIsNotADuplicate() throws IOException {
        Path jar = jar("a.jar", "migrations/001_a.sql");
        file(directory.resolve("classes/migrations"), "001_a.sql", "SELECT 'migrations/001_a.sql';");

        try (URLClassLoader loader = loader(jar, directory.resolve("classes"))) {
            assertThat(versions(new ResourceSource(List.of("classpath:migrations/"), loader, true)))
                    .containsExactly("001_a");
        }
    }

    @Test
    void oneNumberInTwoJarsIsRefusedAndBothJarsAreNamed() throws IOException {
        Path users = jar("users.jar", "migrations/001_users.sql");
        Path posts = jar("posts.jar", "migrations/001_posts.sql");

        try (URLClassLoader loader = loader(users, posts)) {
            MigrateException failure = refused(new ResourceSource(List.of("classpath:migrations/"), loader, true));

            assertThat(failure.code()).isEqualTo(FailureCode.DUPLICATE_VERSION);
            assertThat(failure.detail().orElseThrow()).contains("users.jar", "posts.jar");
        }
    }

    @Test
    void aFileLocationIsADirectory() {
        Path odd = files(directory.resolve("a b [c] {d}"), "001_a.sql");

        assertThat(versions(new ResourceSource(List.of("file:" + odd), CLASS_LOADER, true)))
                .containsExactly("001_a");
        assertThat(versions(new ResourceSource(List.of(odd.toUri().toString()), CLASS_LOADER, true)))
                .containsExactly("001_a");
    }

    @Test
    void severalFileLocationsMakeOneList() {
        files(directory.resolve("users/migrations"), "001_a.sql");
        files(directory.resolve("posts/migrations"), "002_b.sql");

        assertThat(versions(new ResourceSource(List.of("file:" + directory + "/*/migrations"), CLASS_LOADER, true)))
                .containsExactly("001_a", "002_b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classpath:nowhere/",
                "classpath:now*/here",
                "file:./no-such-folder",
                "file:./no-such-folder/*/x",
                "./no-such-folder"
            })
    void aMissingLocationIsAnErrorUnlessItMayBeMissing(String location) throws IOException {
        try (URLClassLoader loader = loader(directory)) {
            MigrateException failure = refused(new ResourceSource(List.of(location), loader, true));

            assertThat(failure.code()).isEqualTo(FailureCode.LOCATION_MISSING);
            assertThat(failure.what()).contains(location);
            assertThat(new ResourceSource(List.of(location), loader, false).load())
                    .isEmpty();
        }
    }

    @Test
    void aLocationThatIsThereAndEmptyIsNotMissing() throws IOException {
        files(directory.resolve("migrations"), "README.md");
        Files.createDirectory(directory.resolve("empty"));

        try (URLClassLoader loader = loader(directory)) {
            assertThat(new ResourceSource(List.of("classpath:migrations/", "classpath:empty/"), loader, true).load())
                    .isEmpty();
        }
    }

    @Test
    void oneMissingLocationAmongSeveralIsAnError() throws IOException {
        files(directory.resolve("migrations"), "001_a.sql");

        try (URLClassLoader loader = loader(directory)) {
            assertThat(refused(new ResourceSource(List.of("classpath:migrations/", "classpath:nowhere/"), loader, true))
                            .what())
                    .contains("classpath:nowhere/");
        }
    }

    @Test
    void aLocationThatCannotBeOneIsRefused() {
        assertThat(badConfiguration(" ").what()).contains("not a folder");
        assertThat(badConfiguration("classpath:migrations/001_a.sql").what()).contains("not a folder");
        assertThat(badConfiguration("filesystem:/srv/sql").action()).contains("file:/srv/sql");
        assertThat(badConfiguration().what()).contains("no migration location");
    }

    private static MigrateException badConfiguration(String... locations) {
        MigrateException failure = catchThrowableOfType(
                MigrateException.class, () -> new ResourceSource(List.of(locations), CLASS_LOADER, true));
        assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
        return failure;
    }

    private Path jar(String name, String... entries) throws IOException {
        Path jar = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream jarOut = new JarOutputStream(out)) {
            jarOut.putNextEntry(new JarEntry("migrations/"));
            for (String entry : entries) {
                jarOut.putNextEntry(new JarEntry(entry));
                jarOut.write(("SELECT '" + entry + "';").getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static URLClassLoader loader(Path... entries) throws IOException {
        URL[] urls = new URL[entries.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = entries[i].toUri().toURL();
        }
        return new URLClassLoader(urls, null);
    }
}
