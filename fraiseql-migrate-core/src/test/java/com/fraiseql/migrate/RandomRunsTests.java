// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.testsupport.CutAfterCommit;
import com.fraiseql.migrate.testsupport.RandomFile;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random files (cuts, procedures that commit, settings, savepoints, statements that fail until they are corrected) are
 * applied and rolled back while their sessions are killed at random moments. An oracle executes the same statements one
 * by one.
 *
 * <ul>
 *   <li>Each statement with an effect writes a line into a journal: its name and the settings that it sees.
 *   <li>After each run, what is recorded is what the journal has: no unit that is done lacks a line, no unit that is
 *       not done has one.
 *   <li>In the end the journal is the oracle's, line by line: nothing is missing, nothing is twice, every setting is as
 *       in one session.
 *   <li>Where the outcome is unknown, the test does what a person would: looks at the journal, and takes the advice
 *       that fits.
 * </ul>
 */
@Tag("slow")
class RandomRunsTests extends EngineTest {

    private int kills;
    private int unknowns;

    @Test
    void threeHundredRandomFilesEndAsTheOracleSays() throws Exception {
        runs(1000, 300);
        assertThat(kills).isGreaterThan(100);
        assertThat(unknowns).isGreaterThan(10);
    }

    private void runs(int firstSeed, int count) throws Exception {
        for (int seed = firstSeed; seed < firstSeed + count; seed++) {
            try (TestDatabase database = TestDatabase.create()) {
                new Case(seed, database).check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** One file in one database. */
    private final class Case {

        private final Random random;
        private final TestDatabase database;
        private final RandomFile file;
        /** Lines that the person wrote, in a session of their own with other settings. */
        private final Set<String> byHand = new HashSet<>();

        Case(int seed, TestDatabase database) {
            this.random = new Random(seed);
            this.database = database;
            this.file = RandomFile.of(random);
        }

        void check() throws Exception {
            List<String> expected = oracle(file.up());
            List<String> expectedDown = oracle(file.down());
            RandomFile.SETUP.forEach(database::execute);
            file.procedures().forEach(database::execute);
            files.add("001_random.sql", file.text());
            drive(true, file.up());
            assertThat(comparable(journal("up"))).as(file.text()).isEqualTo(comparable(expected));
            byHand.clear();
            assertThat(database.query("SELECT state || ' ' || (units_done = units_total) FROM fraiseql_migrations"))
                    .containsExactly("applied true");
            drive(false, file.down());
            assertThat(comparable(journal("down"))).as(file.text()).isEqualTo(comparable(expectedDown));
            assertThat(database.query("SELECT version FROM fraiseql_migrations"))
                    .isEmpty();
        }

        private List<String> comparable(List<String> lines) {
            return lines.stream()
                    .map(line -> byHand.contains(line.split(" ", 2)[0]) ? line.split(" ", 2)[0] : line)
                    .toList();
        }

        /** The journal of a database in which the statements were executed one by one, in one session. */
        private List<String> oracle(List<RandomFile.Piece> pieces) throws Exception {
            try (TestDatabase other = TestDatabase.create()) {
                RandomFile.SETUP.forEach(other::execute);
                file.procedures().forEach(other::execute);
                other.execute("UPDATE public.control SET ok = 1");
                try (var connection = other.connect();
                        var statement = connection.createStatement()) {
                    for (RandomFile.Piece piece : pieces) {
                        statement.execute(piece.sql());
                    }
                }
                return other.query("SELECT way || ' ' || line FROM public.journal ORDER BY id").stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .toList();
            }
        }

        private void drive(boolean up, List<RandomFile.Piece> pieces) throws Exception {
            MigrateException failure = null;
            for (int attempt = 0; attempt < 60; attempt++) {
                failure = attempt(up, attempt < 25);
                if (failure == null) {
                    return;
                }
                if (failure.code() == FailureCode.UNKNOWN_OUTCOME) {
                    unknowns++;
                    settle();
                    answer(up, failure, pieces);
                } else if (failure.code() == FailureCode.STATEMENT_FAILED) {
                    recordedIsWhatIsThere(up, pieces);
                    // the statement that fails is corrected: from now on its condition holds
                    database.execute(
                            "UPDATE public.control SET ok = 1 WHERE name = (SELECT min(name) FROM public.control "
                                    + "WHERE ok = 0)");
                } else {
                    assertThat(failure.code()).as(failure.render()).isEqualTo(FailureCode.CONNECTION_LOST);
                    kills++;
                    settle();
                    recordedIsWhatIsThere(up, pieces);
                }
            }
            throw new AssertionError(
                    "does not come to an end: " + (failure == null ? "" : failure.render()) + "\n" + file.text());
        }

        private @Nullable MigrateException attempt(boolean up, boolean kill) throws Exception {
            return switch (kill ? random.nextInt(4) : 0) {
                case 0 -> run(up, database.dataSource());
                case 1 -> cut(up);
                default -> killed(up);
            };
        }

        /** The session is killed at a moment that is left to chance. */
        private @Nullable MigrateException killed(boolean up) throws Exception {
            CountDownLatch over = new CountDownLatch(1);
            Thread killer = new Thread(() -> {
                try {
                    if (!over.await(ThreadLocalRandom.current().nextInt(1, 120), TimeUnit.MILLISECONDS)) {
                        database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name LIKE 'fraiseql%'");
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            killer.start();
            try {
                return run(up, database.dataSource());
            } finally {
                over.countDown();
                killer.join();
            }
        }

        /** The connection ends right after one of its first commits. */
        private @Nullable MigrateException cut(boolean up) throws Exception {
            try (CutAfterCommit proxy = new CutAfterCommit(TestServer.get(), 1 + random.nextInt(8))) {
                return run(up, proxy.dataSource(database.name()));
            }
        }

        private @Nullable MigrateException run(boolean up, DataSource dataSource) {
            Migrator migrator =
                    Migrator.builder(dataSource).source(files.source()).build();
            try {
                if (up) {
                    migrator.up();
                    assertThat(database.query("SELECT state FROM fraiseql_migrations"))
                            .containsExactly("applied");
                } else {
                    migrator.down(DownOptions.steps(1));
                }
                return null;
            } catch (MigrateException e) {
                return e;
            }
        }

        /**
         * What a person does: looks whether the procedure has done all of its work, completes it if not, and says which
         * it was.
         */
        private void answer(boolean up, MigrateException failure, List<RandomFile.Piece> pieces) {
            RandomFile.Piece piece = pieces.get(statementsRecorded(up));
            assertThat(failure.render()).contains("UPDATE");
            // of an index the catalog tells
            assertThat(piece.sql()).as(failure.render()).startsWith("CALL");
            List<String> there = journal(up ? "up" : "down").stream()
                    .filter(line -> line.startsWith(piece.name() + "."))
                    .toList();
            if (there.isEmpty()) {
                database.execute(advice(failure, "if it is to run again: "));
            } else {
                if (there.size() == 1) {
                    database.execute(piece.rest());
                    byHand.add(piece.name() + ".2");
                }
                database.execute(advice(failure, "if it took effect: "));
            }
        }

        private String advice(MigrateException failure, String label) {
            return failure.render()
                    .lines()
                    .filter(line -> line.contains(label))
                    .map(line -> line.substring(line.indexOf("UPDATE")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no advice in " + failure.render()));
        }

        private void recordedIsWhatIsThere(boolean up, List<RandomFile.Piece> pieces) {
            int recorded = statementsRecorded(up);
            List<String> names = new ArrayList<>();
            pieces.subList(0, Math.min(recorded, pieces.size())).forEach(piece -> names.addAll(piece.lines()));
            List<String> there = journal(up ? "up" : "down").stream()
                    .map(line -> line.split(" ", 2)[0])
                    .toList();
            // what a standalone statement has committed may be there before it is recorded
            boolean started = historyExists()
                    && !database.query("SELECT 1 FROM fraiseql_migrations WHERE "
                                    + (up
                                            ? "cardinality(unit_checksums) > units_done"
                                            : "cardinality(rollback_unit_checksums) > rollback_units_done"))
                            .isEmpty();
            assertThat(started ? there.subList(0, Math.min(names.size(), there.size())) : there)
                    .as(file.text())
                    .isEqualTo(names);
        }

        /** How many statements the finished units have, by what is recorded. */
        private int statementsRecorded(boolean up) {
            if (database.query("SELECT 1 FROM pg_class WHERE relname = 'fraiseql_migrations'")
                    .isEmpty()) {
                return 0;
            }
            List<String> rows = database.query("SELECT COALESCE((SELECT sum(split_part(mark, ':', 1)::int) FROM unnest("
                    + (up
                            ? "unit_checksums[1:units_done]"
                            : "rollback_unit_checksums[1:COALESCE(rollback_units_done, 0)]")
                    + ") mark), 0) FROM fraiseql_migrations");
            return rows.isEmpty() ? (up ? 0 : Integer.MAX_VALUE) : Integer.parseInt(rows.get(0));
        }

        /** A run that was killed early has not created it. */
        private boolean historyExists() {
            return !database.query("SELECT 1 FROM pg_class WHERE relname = 'fraiseql_migrations'")
                    .isEmpty();
        }

        private void settle() throws InterruptedException {
            while (!database.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE 'fraiseql%'")
                    .isEmpty()) {
                Thread.sleep(5);
            }
        }

        private List<String> journal(String way) {
            return database.query("SELECT line FROM public.journal WHERE way = '" + way + "' ORDER BY id");
        }
    }
}
