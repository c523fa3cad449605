// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import static com.fraiseql.migrate.source.MigrationFolder.file;
import static com.fraiseql.migrate.source.MigrationFolder.files;
import static com.fraiseql.migrate.source.MigrationFolder.refused;
import static com.fraiseql.migrate.source.MigrationFolder.versions;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositeSourceTests {

    @TempDir
    Path directory;

    @Test
    void filesAndMigrationsInJavaAreSortedTogether() {
        files(directory, "001_a.sql", "010_c.sql", "R_d.sql");

        assertThat(versions(withCode(new Code("7_hash_passwords", null))))
                .containsExactly("001_a", "7_hash_passwords", "010_c", "R_d");
    }

    @Test
    void aMigrationInJavaIsKnownByItsVersion() {
        Code code = new Code("007_hash_passwords", "SELECT 1;");

        assertThat(new CodeSource(List.of(code)).load()).singleElement().satisfies(migration -> {
            assertThat(migration.asCode()).containsSame(code);
            assertThat(migration.fileName()).isEqualTo("007_hash_passwords");
            assertThat(migration.description()).isEqualTo("hash passwords");
            assertThat(MigrationFolder.textOf(migration)).isEmpty();
            assertThat(migration.checksum()).matches("[0-9a-f]{64}");
            assertThat(Objects.requireNonNull(migration.downText()).open()).hasContent("SELECT 1;");
        });
    }

    @Test
    void aFileAndAMigrationInJavaWithOneNumberAreRefused() {
        files(directory, "007_a.sql");

        MigrateException failure = refused(withCode(new Code("007_hash_passwords", null)));

        assertThat(failure.code()).isEqualTo(FailureCode.DUPLICATE_VERSION);
        assertThat(failure.what()).contains("007_a.sql", "007_hash_passwords");
        assertThat(failure.detail().orElseThrow()).contains(directory.toString(), Code.class.getName());
    }

    @Test
    void theSameVersionInAFileAndInJavaIsRefused() {
        files(directory, "007_hash_passwords.sql");

        assertThat(refused(withCode(new Code("007_hash_passwords", null))).code())
                .isEqualTo(FailureCode.DUPLICATE_VERSION);
    }

    @Test
    void aVersionInJavaThatIsNoneIsRefusedAndTheClassIsNamed() {
        MigrateException failure = refused(new CodeSource(List.of(new Code("hashPasswords", null))));

        assertThat(failure.code()).isEqualTo(FailureCode.BAD_FILE_NAME);
        assertThat(failure.what()).contains("hashPasswords", Code.class.getName());
    }

    @Test
    void theSameDirectoryTwiceIsNotADuplicate() {
        files(directory, "001_a.sql", "002_b.up.sql", "002_b.down.sql");

        assertThat(versions(
                        new CompositeSource(List.of(new DirectorySource(directory), new DirectorySource(directory)))))
                .containsExactly("001_a", "002_b");
    }

    @Test
    void theSameNameWithOtherContentsInAnotherPlaceIsRefused() {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        file(one, "001_a.sql", "SELECT 1;");
        file(other, "001_a.sql", "SELECT 2;");

        MigrateException failure =
                refused(new CompositeSource(List.of(new DirectorySource(one), new DirectorySource(other))));

        assertThat(failure.code()).isEqualTo(FailureCode.DUPLICATE_VERSION);
        assertThat(failure.what()).contains("001_a.sql", "different contents");
        assertThat(failure.detail().orElseThrow()).contains(one.toString(), other.toString());
    }

    @Test
    void aLongerFileThatStartsTheSameIsAnotherFile() {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        file(one, "001_a.sql", "SELECT 1;");
        file(other, "001_a.sql", "SELECT 1;\n");

        assertThat(refused(new CompositeSource(List.of(new DirectorySource(one), new DirectorySource(other))))
                        .code())
                .isEqualTo(FailureCode.DUPLICATE_VERSION);
    }

    private MigrationSource withCode(CodeMigration code) {
        return new CompositeSource(List.of(new DirectorySource(directory), new CodeSource(List.of(code))));
    }

    private record Code(String version, @Nullable String rollbackSql) implements CodeMigration {

        @Override
        public void migrate(Connection connection) {}
    }
}
