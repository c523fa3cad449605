// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.testsupport.Await;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TransactionSettingsTests {

    private static final TransactionSettings SETTINGS = new TransactionSettings(Duration.ofSeconds(30));

    @Test
    void aTruncationThatIsWaitedForIsSeenTogetherWithWhatItsTransactionWroteElsewhere() throws Exception {
        try (TestDatabase db = TestDatabase.create();
                Connection writer = db.connect();
                Statement write = writer.createStatement()) {
            db.execute("CREATE TABLE tb AS SELECT 1 AS id; CREATE TABLE tv AS TABLE tb");
            writer.setAutoCommit(false);
            write.execute("TRUNCATE tb; DELETE FROM tv");
            CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> rows(db));
            Await.until(() -> !db.query("SELECT pid FROM pg_locks WHERE NOT granted AND database ="
                            + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                    .isEmpty());

            writer.commit();

            assertThat(read.get()).isEqualTo("0 and 0");
        }
    }

    private static String rows(TestDatabase db) {
        String locks = SETTINGS.constants() + "LOCK TABLE tb IN ACCESS SHARE MODE;";
        String counts = "SELECT concat((SELECT count(*) FROM tb), ' and ', (SELECT count(*) FROM tv))";
        try (TransactionalSession reader =
                TransactionalSession.open(db.dataSource(), () -> "SELECT set_config('jit', 'off', true);")) {
            return reader.inSnapshot(locks, tx -> {
                tx.execute(SETTINGS.text());
                return tx.query(counts).get(0).text(0);
            });
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
