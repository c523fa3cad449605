// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key of a read table has another collation than that of its view: the same texts in another order. */
class KeyCollationTests {

    private static final String DIFFERENCES = "SELECT count(*) FROM ((TABLE v_word EXCEPT ALL TABLE tv_word) UNION ALL "
            + "(TABLE tv_word EXCEPT ALL TABLE v_word)) d";

    private final TestDatabase db = TestDatabase.create();

    @AfterEach
    void close() {
        db.close();
    }

    private void words(String base, String read, int count) {
        db.execute(
                "CREATE TABLE tb_word (id text COLLATE \"" + base + "\" PRIMARY KEY, n int)",
                "CREATE VIEW v_word AS SELECT id, n FROM tb_word",
                "CREATE TABLE tv_word (id text COLLATE \"" + read + "\" PRIMARY KEY, n int)",
                "INSERT INTO tb_word SELECT CASE WHEN n % 2 = 0 THEN upper(md5(n::text)) ELSE md5(n::text) END, n"
                        + " FROM generate_series(1, " + count + ") n",
                "ANALYZE");
    }

    private TableResult sync() {
        return ReadTables.builder(db.dataSource())
                .build()
                .sync(SyncOptions.defaults().withFull(true))
                .synced()
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({"und-x-icu, default", "default, und-x-icu", "C, und-x-icu", "en-x-icu, und-x-icu", "default, default"})
    void onlyWhatDiffersIsWritten(String base, String read) {
        words(base, read, 35_000);
        assertThat(sync().inserted()).isEqualTo(35_000);
        db.execute(
                "UPDATE tv_word SET n = -n WHERE n % 3 = 0",
                "DELETE FROM tv_word WHERE n = 7", "DELETE FROM tb_word WHERE n = 8");

        TableResult result = sync();

        assertThat(result.inserted()).isEqualTo(1);
        assertThat(result.updated()).isEqualTo(35_000 / 3);
        assertThat(result.deleted()).isEqualTo(1);
        assertThat(db.query("SELECT count(*) FROM tv_word t JOIN tb_word b ON t.id COLLATE \"C\" = b.id AND t.n = b.n"))
                .containsExactly("34999");
    }

    @Test
    void aTableThatCannotBeComparedWithItsViewIsNotMaintained() {
        words("C", "und-x-icu", 10);

        TableVerdict verdict = new IncrementalMaintenance(db.dataSource())
                .apply(IvmOptions.defaults())
                .tables()
                .get(0);

        assertThat(verdict.finding().reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(Reason.Code.KEY_COLLATION);
            assertThat(reason.construct()).isEqualTo("the collation of id");
        });
        db.execute("INSERT INTO tb_word VALUES ('free', 1)");
    }

    @Test
    void aKeyWithTheDefaultCollationMayMeetAnother() {
        words("und-x-icu", "default", 10);
        new IncrementalMaintenance(db.dataSource()).apply(IvmOptions.defaults());

        db.execute("INSERT INTO tb_word VALUES ('a', 1), ('A', 2)", "UPDATE tb_word SET id = 'b' WHERE id = 'A'");

        assertThat(db.query("SELECT compared FROM fraiseql_ivm")).containsExactly("t");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
    }
}
