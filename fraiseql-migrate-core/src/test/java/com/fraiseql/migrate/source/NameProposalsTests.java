// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import static com.fraiseql.migrate.source.MigrationFolder.files;
import static com.fraiseql.migrate.source.MigrationFolder.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameProposalsTests {

    @TempDir
    Path directory;

    /**
     * The names of a folder with what is proposed for each, in the order in which the tool that they come from runs
     * them.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1__a V1.1__b V1_5__c V2__d V10__e | 001000_a 001001_b 001005_c 002000_d 010000_e",
                "V1__a V2__b V10__c | 001_a 002_b 010_c",
                "V1.0.1__a V1.0.2__b | 001000001_a 001000002_b",
                "V20240101__a V20240201__b | 20240101_a 20240201_b",
                "2024-01-01-a 2024-02-01_b 2024-10-11_c | 20240101_a 20240201_b 20241011_c",
                "2024-01-01_a 2024-01-01_b | 2024010101_a 2024010102_b",
                "0001-a 0002-b | 0001_a 0002_b",
                "1-a 2-b 10-c | 001_a 002_b 010_c",
                "001.do.a 001.undo.a 002.do.b | 001_a.up 001_a.down 002_b.up",
                "20150207-a-up 20150207-a-down | 20150207_a.up 20150207_a.down",
                "V1__a U1__undo_a V2__b | 001_a 001_a.down 002_b",
                "V1__a R__views V2__b | 001_a = 002_b",
                "001_a V2__b V3__c | = 002_b 003_c",
                "0001_a V2__b | = 0002_b",
                "001_a U1__a | = 001_a.down",
                "001_a init | = 002_init",
                "init | 001_init",
                "1.a 1.b | 00101_a 00102_b"
            })
    void theOrderStaysThatOfTheVersions(String folder, String proposed) {
        String[] names = folder.split(" ", -1);
        Map<String, String> proposals = proposals(names);
        List<String> result = new ArrayList<>();
        for (String name : names) {
            result.add(proposals.getOrDefault(name + ".sql", "=.sql").replaceFirst("\\.sql$", ""));
        }
        assertThat(result).containsExactly(proposed.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "V1__a 001_b",
        "V1.1__a 001_b 002_c",
        "V1__a V1.0__b 001_c",
        "a b",
        "B5__base",
        "beforeMigrate afterEachMigrate__x"
    })
    void wherePositionsAreNotKnownOrTakenNothingIsProposed(String folder) {
        assertThat(proposals(folder.split(" ", -1))).isEmpty();
    }

    @Test
    void randomVersionsNeverCollideOrMove() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            TreeMap<List<Integer>, String> versions = new TreeMap<>((a, b) -> {
                for (int i = 0; i < 3; i++) {
                    int order = Integer.compare(i < a.size() ? a.get(i) : 0, i < b.size() ? b.get(i) : 0);
                    if (order != 0) {
                        return order;
                    }
                }
                return 0;
            });
            for (int i = random.nextInt(12) + 1; i > 0; i--) {
                List<Integer> version = new ArrayList<>();
                for (int k = random.nextInt(3) + 1; k > 0; k--) {
                    version.add(random.nextInt(random.nextBoolean() ? 12 : 3000));
                }
                String text = String.join(
                        random.nextBoolean() ? "." : "_",
                        version.stream().map(String::valueOf).toList());
                versions.putIfAbsent(version, "V" + text + "__x" + i);
            }
            Map<String, String> proposals = proposals(versions.values().toArray(String[]::new));
            List<String> inOrder = versions.values().stream()
                    .map(name -> proposals.get(name + ".sql"))
                    .toList();
            assertThat(inOrder).doesNotContainNull().isSorted();
            assertThat(new HashSet<>(inOrder)).hasSameSizeAs(inOrder);
            assertThat(inOrder.stream().map(name -> name.indexOf('_')).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void aPairWithOneNumberIsRenamedAndNotRenumbered() {
        files(directory, "1_users_up.sql", "1_users_down.sql", "2_posts_up.sql", "2_posts_down.sql");

        MigrateException failure = refused(new DirectorySource(directory));

        assertThat(failure.code()).isEqualTo(FailureCode.DUPLICATE_VERSION);
        assertThat(failure.action())
                .isEqualTo("Rename 1_users_down.sql to 1_users.down.sql and 1_users_up.sql to 1_users.up.sql.");
        assertThat(failure.detail().orElseThrow()).contains("2_posts_down.sql (rename it to 2_posts.down.sql)");
    }

    @Test
    void aRollbackOfItsOwnIsMadeADownFile() {
        files(directory, "0001_users.sql", "0001_users.rollback.sql");

        assertThat(refused(new DirectorySource(directory)).action())
                .isEqualTo("Rename 0001_users.rollback.sql to 0001_users.down.sql.");
    }

    @Test
    void datesWithUnderscoresAreMadeOneNumber() {
        files(directory, "2014_10_12_000000_users.sql", "2014_10_13_101500_posts.sql", "2015_01_02_000000_tags.sql");

        MigrateException failure = refused(new DirectorySource(directory));

        assertThat(failure.action())
                .contains("2014_10_12_000000_users.sql to 20141012000000_users.sql", "20141013101500_posts.sql");
        assertThat(failure.detail().orElseThrow()).contains("20150102000000_tags.sql");
    }

    @Test
    void aCallbackIsMovedAway() {
        files(directory, "afterMigrate.sql");

        MigrateException failure = refused(new DirectorySource(directory));

        assertThat(failure.what()).contains("callback of Flyway's");
        assertThat(failure.action()).startsWith("Move it out");
    }

    private static Map<String, String> proposals(String... names) {
        return NameProposals.of(
                List.of(names).stream().map(name -> name + ".sql").toList());
    }
}
