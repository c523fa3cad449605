// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fifteen schemas with foreign keys of every action, and random ones, written to at random. {@code -Dcascade.rounds},
 * {@code -Dcascade.schemas} and {@code -Dcascade.seed} choose how often, how many and with which numbers.
 */
class DifferentialTests {

    private static final long SEED = Long.getLong("cascade.seed", 1);

    static List<String> schemas() {
        return List.of(
                "auth",
                "blog",
                "calendar",
                "chinook",
                "cms",
                "crm",
                "forum",
                "hr",
                "ledger",
                "northwind",
                "pagila",
                "partitions",
                "shop",
                "social",
                "tree");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void whatChangesIsPredicted(String name) throws Exception {
        run(name, 20);
    }

    @ParameterizedTest
    @Tag("slow")
    @MethodSource("schemas")
    void whatManyTransactionsChangeIsPredicted(String name) throws Exception {
        run(name, Integer.getInteger("cascade.rounds", 1000));
    }

    @Test
    void whatChangesInRandomSchemasIsPredicted() throws SQLException {
        random(2, 20);
    }

    @Test
    @Tag("slow")
    void whatChangesInManyRandomSchemasIsPredicted() throws SQLException {
        random(Integer.getInteger("cascade.schemas", 40), Integer.getInteger("cascade.rounds", 200));
    }

    private static void random(int schemas, int rounds) throws SQLException {
        for (long seed = SEED; seed < SEED + schemas; seed++) {
            try (TestDatabase database = TestDatabase.create()) {
                String schema = new RandomSchema(seed, database).text();
                try {
                    System.out.println("seed " + seed + ": " + new Differential(database, seed).run(schema, rounds));
                } catch (AssertionError | RuntimeException | SQLException e) {
                    throw new AssertionError("seed " + seed + "\n" + schema, e);
                }
            }
        }
    }

    private static void run(String name, int rounds) throws IOException, SQLException {
        String schema = read(name);
        try (TestDatabase database = TestDatabase.create()) {
            if (schema.startsWith("-- requires 15") && database.majorVersion() < 15) {
                assertThat(database.refusal(schema)).isEqualTo("42601");
                return;
            }
            Differential found = new Differential(database, SEED).run(schema, rounds);
            System.out.println(name + ": " + found);
            assertThat(found.byServer()).isPositive();
            assertThat(found.changedKeys()).isPositive();
        }
    }

    private static String read(String name) throws IOException {
        try (var in =
                Objects.requireNonNull(DifferentialTests.class.getResourceAsStream("/cascade/" + name + ".sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
