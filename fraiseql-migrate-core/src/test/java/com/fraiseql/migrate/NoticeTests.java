// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triggers and functions that say something for each row: however much it is, everything is told as it comes. */
class NoticeTests extends EngineTest {

    private static final String NOISY = """
            CREATE TABLE t (id int);
            CREATE FUNCTION noisy() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE NOTICE 'row %% with a text that is much longer than the row itself is', NEW.id; RETURN NEW; \
            END $$;
            CREATE TRIGGER noisy %s INSERT ON t FOR EACH ROW EXECUTE FUNCTION noisy();
            """;

    private static final String ZEROS = "0".repeat(60);

    private final AtomicLong told = new AtomicLong();
    private final CountDownLatch first = new CountDownLatch(1);

    private Migrator counting() {
        return Migrator.builder(db.dataSource())
                .source(files.source())
                .listener(new MigrationListener() {
                    @Override
                    public void notice(String version, String severity, String message) {
                        told.incrementAndGet();
                        first.countDown();
                    }
                })
                .build();
    }

    private void copy(long rows, String after) throws IOException {
        try (BufferedWriter file = Files.newBufferedWriter(folder.resolve("002_copy.sql"))) {
            file.write("COPY t FROM stdin;\n");
            for (long i = 0; i < rows; i++) {
                // with zeros before it: more than the network holds between client and server, with fewer rows
                file.write(ZEROS + i % 10 + "\n");
            }
            file.write("\\.\n" + after);
        }
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, 100000", "AFTER, 100000", "BEFORE, 3", "AFTER, 3", "BEFORE, 0"})
    void aTriggerThatRaisesANoticeForEachRowOfACopyHoldsNothingUp(String when, long rows) throws IOException {
        files.add("001_noisy.sql", NOISY.formatted(when));
        copy(rows, "INSERT INTO t VALUES (1);");
        counting().up();
        assertThat(told).hasValue(rows + 1);
        assertThat(db.query("SELECT count(*) FROM t")).containsExactly(String.valueOf(rows + 1));
    }

    @Test
    void aHundredThousandNoticesOfOneStatementAreToldOneByOne() {
        files.add(
                "001_do.sql",
                "CREATE TABLE t (id int);\nDO $$ BEGIN FOR i IN 1..100000 LOOP RAISE NOTICE 'n %', i; END LOOP; END "
                        + "$$;");
        files.add(
                "002_call.sql",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..1000 LOOP RAISE NOTICE 'n %', i; END "
                        + "LOOP; COMMIT; END $$;\nCALL p();");
        counting().up();
        assertThat(told.get()).isGreaterThanOrEqualTo(101_000);
    }

    @Test
    void aCopyThatFailsAmongNoticesIsReportedWithItsLineAndUndone() throws IOException {
        files.add("001_noisy.sql", NOISY.formatted("BEFORE"));
        copy(50_000, "");
        files.add(
                "002_copy.sql",
                Files.readString(folder.resolve("002_copy.sql")).replace("\n\\.\n", "\nnot a number\n1\n\\.\n"));
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure).hasMessageContaining("002_copy.sql:50002").hasMessageContaining("22P02");
        assertThat(db.query("SELECT count(*) FROM t")).containsExactly("0");
        copy(2, "");
        up();
        assertThat(db.query("SELECT count(*) FROM t")).containsExactly("2");
    }

    @Test
    void aNoisyCopyCanBeCancelled() throws Exception {
        files.add("001_noisy.sql", NOISY.formatted("BEFORE"));
        copy(500_000, "");
        Migrator migrator = counting();
        CompletableFuture<UpResult> run = CompletableFuture.supplyAsync(migrator::up);
        first.await();
        migrator.cancel();
        try {
            run.join();
            throw new AssertionError("it should have been cancelled");
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            MigrateException.class,
                            failure -> assertThat(failure.code()).isEqualTo(FailureCode.CANCELLED));
        }
        assertThat(db.query("SELECT count(*) FROM t")).containsExactly("0");
        assertThat(applied()).containsExactly("001_noisy");
    }

    @Test
    void aSyncHasNoNoticesSentThatItWouldOnlyKeep() {
        db.execute(
                "CREATE TABLE tb_user (pk_user int PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid())",
                "INSERT INTO tb_user VALUES (1)",
                "CREATE VIEW v_user AS SELECT id, jsonb_build_object('level', "
                        + "current_setting('client_min_messages')) AS data"
                        + " FROM tb_user",
                "CREATE TABLE tv_user (id uuid PRIMARY KEY, data jsonb)");
        ReadTables.builder(db.dataSource()).build().sync(SyncOptions.defaults());
        assertThat(db.query("SELECT data ->> 'level' FROM tv_user")).containsExactly("error");
    }

    @Test
    void aListenerThatFailsAtANoticeEndsTheCopy() throws IOException {
        files.add("001_noisy.sql", NOISY.formatted("BEFORE"));
        copy(100_000, "");
        Migrator migrator = Migrator.builder(db.dataSource())
                .source(files.source())
                .listener(new MigrationListener() {
                    @Override
                    public void notice(String version, String severity, String message) {
                        throw new IllegalStateException("no more of this");
                    }
                })
                .build();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(migrator::up))
                .hasStackTraceContaining("no more of this");
        assertThat(db.query("SELECT count(*) FROM t")).containsExactly("0");
        copy(2, "");
        up();
        assertThat(db.query("SELECT count(*) FROM t")).containsExactly("2");
    }
}
