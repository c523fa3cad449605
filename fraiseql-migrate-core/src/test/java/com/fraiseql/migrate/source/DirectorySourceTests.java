// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import static com.fraiseql.migrate.source.MigrationFolder.file;
import static com.fraiseql.migrate.source.MigrationFolder.files;
import static com.fraiseql.migrate.source.MigrationFolder.refused;
import static com.fraiseql.migrate.source.MigrationFolder.textOf;
import static com.fraiseql.migrate.source.MigrationFolder.versions;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTests {

    @TempDir
    Path directory;

    @Test
    void versionedMigrationsComeByNumberAndThenRepeatableOnesByName() {
        files(directory, "10_j.sql", "9_i.sql", "R_b.sql", "20240115103000_z.sql", "R_a.sql", "001_a.sql");

        assertThat(load()).containsExactly("001_a", "9_i", "10_j", "20240115103000_z", "R_a", "R_b");
    }

    @Test
    void theOrderIsTheOrderOfTheNumbersWhateverTheirWidths() {
        Random random = new Random(20261122);
        for (int round = 0; round < 20; round++) {
            Path folder = directory.resolve("round" + round);
            TreeSet<BigInteger> numbers = new TreeSet<>();
            for (int i = 0; i < 40; i++) {
                numbers.add(new BigInteger(1 + random.nextInt(80), random));
            }
            List<BigInteger> shuffled = new ArrayList<>(numbers);
            Collections.shuffle(shuffled, random);
            for (BigInteger number : shuffled) {
                files(
                        folder,
                        "0".repeat(random.nextInt(5)) + number + "_" + (char) ('a' + random.nextInt(26)) + ".sql");
            }

            assertThat(new DirectorySource(folder).load())
                    .as("round " + round)
                    .extracting(LocalMigration::number)
                    .containsExactlyElementsOf(numbers);
        }
    }

    @Test
    void aMigrationCarriesItsTextAndChecksum() {
        file(directory, "001_a.sql", "SELECT 1;\n");
        file(directory, "002_b.sql", "SELECT 2;\n");

        List<LocalMigration> migrations = new DirectorySource(directory).load();

        assertThat(migrations).extracting(MigrationFolder::textOf).containsExactly("SELECT 1;\n", "SELECT 2;\n");
        assertThat(migrations).extracting(LocalMigration::fileName).containsExactly("001_a.sql", "002_b.sql");
        assertThat(migrations)
                .extracting(LocalMigration::checksum)
                .doesNotHaveDuplicates()
                .allMatch(checksum -> checksum.matches("[0-9a-f]{64}"));
    }

    @Test
    void aChecksumDoesNotDependOnLineEndings() {
        file(directory, "001_a.sql", "SELECT 1;\nSELECT 2;\n");
        file(directory, "002_b.sql", "SELECT 1;\r\nSELECT 2;\r\n");

        List<LocalMigration> migrations = new DirectorySource(directory).load();

        assertThat(migrations.get(0).checksum()).isEqualTo(migrations.get(1).checksum());
    }

    @Test
    void filesThatAreNotSqlAreIgnored() {
        files(directory, "README.md", ".gitkeep", "._001_a.sql", "001_a.sql", "001_a.sql~", "notes.txt");

        assertThat(load()).containsExactly("001_a");
    }

    @Test
    void subDirectoriesAreNotPartOfIt() throws IOException {
        files(directory.resolve("old"), "001_a.sql");
        files(directory, "002_b.sql");

        assertThat(load()).containsExactly("002_b");
    }

    @Test
    void aFolderWithTheNameOfAFileIsAnError() throws IOException {
        files(directory, "001_a.sql");
        Files.createDirectory(directory.resolve("002_b.sql"));

        MigrateException failure = refusedHere();

        assertThat(failure.code()).isEqualTo(FailureCode.UNREADABLE_FILE);
        assertThat(failure.what()).contains("002_b.sql is a folder");
        assertThat(failure.action()).contains("bind mount");
    }

    @Test
    void whatIsNotReadIsNamedWhereALocationHoldsNoMigration() {
        DirectorySource source = new DirectorySource(directory);
        source.load();
        assertThat(source.leftOut()).containsExactly(directory + " holds no migration.");

        files(directory.resolve("20240101_init"), "migration.sql");
        files(directory.resolve("20240202_users"), "migration.sql", "README.md");
        source.load();
        assertThat(source.leftOut())
                .containsExactly(
                        directory + " holds no migration. The 2 .sql files below it in 20240101_init, 20240202_users"
                                + " do not belong to it: a location is one folder, without its sub-folders.");

        files(directory, "001_a.sql");
        source.load();
        assertThat(source.leftOut()).isEmpty();
    }

    @Test
    void tenOfAThousandWrongNamesAreShownAndAllAreKept() {
        for (int i = 100; i < 1100; i++) {
            files(directory, "V" + i + "__x.sql");
        }

        MigrateException failure = refusedHere();

        assertThat(failure.detail().orElseThrow().lines()).hasSize(12).last().isEqualTo("  and 989 more");
        assertThat(failure.fullDetail().orElseThrow().lines()).hasSize(1000);
        assertThat(failure.action()).contains("Rename it to 1000_x.sql");
        assertThat(failure.fullDetail().orElseThrow()).contains("V999__x.sql (rename it to 0999_x.sql)");
    }

    @Test
    void symbolicLinksAreFollowedAsInAMountedConfigMap() throws IOException {
        Path data = files(directory.resolve("..data"), "001_a.sql");
        Files.createSymbolicLink(directory.resolve("001_a.sql"), data.resolve("001_a.sql"));

        assertThat(load()).containsExactly("001_a");
    }

    @Test
    void aBrokenLinkIsAnErrorAndNotAMissingMigration() throws IOException {
        Files.createSymbolicLink(directory.resolve("001_a.sql"), directory.resolve("gone"));

        MigrateException failure = refusedHere();

        assertThat(failure.code()).isEqualTo(FailureCode.UNREADABLE_FILE);
        assertThat(failure.what())
                .contains("001_a.sql", "a link to " + directory.resolve("gone") + ", which does not exist");
    }

    @Test
    void anEmptyDirectoryHasNoMigrations() {
        assertThat(load()).isEmpty();
    }

    @Test
    void aMissingDirectoryIsAnErrorUnlessItMayBeMissing() {
        Path missing = directory.resolve("migrations");

        MigrateException failure = refused(new DirectorySource(missing));

        assertThat(failure.code()).isEqualTo(FailureCode.LOCATION_MISSING);
        assertThat(failure.what()).contains(missing.toString());
        assertThat(new DirectorySource(missing, false).load()).isEmpty();
    }

    @Test
    void aFileIsNotALocation() {
        Path file = file(directory, "001_a.sql", "SELECT 1;");

        MigrateException failure = refused(new DirectorySource(file, false));

        assertThat(failure.code()).isEqualTo(FailureCode.LOCATION_MISSING);
        assertThat(failure.what()).contains(file.toString(), "not a folder");
    }

    @Test
    void aFileWithAnotherNameIsRefusedAndAllOthersAreListed() {
        files(directory, "V1__create.sql", "000_a.sql", "V2__drop.sql", "zzz.SQL");

        MigrateException failure = refusedHere();

        assertThat(failure.code()).isEqualTo(FailureCode.BAD_FILE_NAME);
        assertThat(failure.what()).contains("V1__create.sql");
        assertThat(failure.action()).contains("001_create.sql");
        assertThat(failure.location())
                .hasValueSatisfying(at -> assertThat(at.file())
                        .isEqualTo(directory.resolve("V1__create.sql").toString()));
        assertThat(failure.detail().orElseThrow())
                .contains("V2__drop.sql", "002_drop.sql", "zzz.SQL")
                .doesNotContain("000_a.sql");
    }

    @Test
    void twoFilesWithOneNumberAreRefusedAndBothAreNamed() {
        files(directory, "003_add_indexes.sql", "3_add_users.sql", "007_last.sql");

        MigrateException failure = refusedHere();

        assertThat(failure.code()).isEqualTo(FailureCode.DUPLICATE_VERSION);
        assertThat(failure.what()).contains("003_add_indexes.sql", "3_add_users.sql", "same number, 3");
        assertThat(failure.action()).contains("next free number, 008", "fraiseql migrate create");
        assertThat(failure.detail().orElseThrow())
                .contains(directory.resolve("003_add_indexes.sql").toString())
                .contains(directory.resolve("3_add_users.sql").toString());
    }

    @Test
    void everyDuplicateIsListed() {
        files(directory, "1_a.sql", "1_b.sql", "1_c.sql", "2_d.sql", "2_e.sql", "3_f.sql");

        assertThat(refusedHere().detail().orElseThrow().lines())
                .extracting(line -> line.substring(line.lastIndexOf('/') + 1))
                .containsExactly("1_a.sql", "1_b.sql", "1_c.sql", "2_d.sql", "2_e.sql");
    }

    @Test
    void aPlainFileBesideItsUpFileIsRefused() {
        files(directory, "003_x.sql", "003_x.up.sql");

        MigrateException failure = refusedHere();

        assertThat(failure.code()).isEqualTo(FailureCode.DUPLICATE_VERSION);
        assertThat(failure.what()).contains("003_x.sql", "003_x.up.sql");
    }

    @Test
    void aDownFileBelongsToItsUpFile() throws IOException {
        file(directory, "003_x.up.sql", "CREATE TABLE x ();");
        file(directory, "003_x.down.sql", "DROP TABLE x;");

        List<LocalMigration> migrations = new DirectorySource(directory).load();

        assertThat(migrations).singleElement().satisfies(migration -> {
            assertThat(migration.version()).isEqualTo("003_x");
            assertThat(migration.fileName()).isEqualTo("003_x.up.sql");
            assertThat(textOf(migration)).isEqualTo("CREATE TABLE x ();");
            assertThat(Objects.requireNonNull(migration.downText()).name()).isEqualTo("003_x.down.sql");
        });
    }

    @Test
    void aDownFileMayStandBesideAPlainFile() {
        files(directory, "003_x.sql", "003_x.down.sql");

        assertThat(new DirectorySource(directory).load())
                .singleElement()
                .satisfies(migration -> assertThat(migration.downText()).isNotNull());
    }

    @Test
    void aDownFileWithoutItsMigrationIsRefused() {
        files(directory, "003_x.up.sql", "003_y.down.sql");

        MigrateException failure = refusedHere();

        assertThat(failure.code()).isEqualTo(FailureCode.BAD_FILE_NAME);
        assertThat(failure.what()).contains("003_y.down.sql", "003_y.up.sql", "but there is 003_x.up.sql");
    }

    @Test
    void aThousandFilesAreFoundInOrder() {
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            String version = String.format("%04d_step", i);
            expected.add(version);
            files(directory, version + ".sql");
        }

        assertThat(load()).isEqualTo(expected);
    }

    private List<String> load() {
        return versions(new DirectorySource(directory));
    }

    private MigrateException refusedHere() {
        return refused(new DirectorySource(directory));
    }
}
