// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A maintained table of many rows is compared with its view range by range: writers wait for one range only. */
class MaintainedRangesTests {

    private static final String TRANSACTIONS = "SELECT count(DISTINCT xmin::text) FROM tv_post";

    private final TestDatabase db = TestDatabase.create();
    private final IncrementalMaintenance maintenance = new IncrementalMaintenance(db.dataSource());

    @AfterEach
    void close() {
        db.close();
    }

    private void blog(String keyType, String key, String keys) {
        db.execute(
                "CREATE TABLE tb_post (id " + keyType + ", part int, title text, PRIMARY KEY (" + keys + "))",
                "CREATE VIEW v_post AS SELECT id, part, title FROM tb_post",
                "CREATE TABLE tv_post (id " + keyType + ", part int NOT NULL, title text, PRIMARY KEY (" + keys + "))",
                "INSERT INTO tb_post SELECT " + key + ", n % 3, 'post ' || n FROM generate_series(-15000, 15000) n",
                "ANALYZE");
    }

    private void assertEqual() {
        assertThat(db.query("SELECT count(*) FROM ((TABLE v_post EXCEPT ALL TABLE tv_post) UNION ALL "
                        + "(TABLE tv_post EXCEPT ALL TABLE v_post)) d"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | n | id",
                "bigint | n * 3000000000 | id",
                "uuid | md5(n::text)::uuid | id",
                "int | n / 2 | id, part"
            })
    void rowsThatAreMissingWrongOrLeftOverInAnyRangeAreRight(String keyType, String key, String keys) {
        blog(keyType, key, keys);
        db.execute(
                "INSERT INTO tv_post SELECT * FROM tb_post",
                "UPDATE tv_post SET title = 'wrong' WHERE hashtext(id::text) % 5 = 0",
                "DELETE FROM tb_post WHERE hashtext(id::text) % 7 = 0",
                "DELETE FROM tb_post WHERE id = (SELECT id FROM tb_post ORDER BY id LIMIT 1)"
                        + " OR id = (SELECT id FROM tb_post ORDER BY id DESC LIMIT 1)",
                "DELETE FROM tv_post WHERE hashtext(id::text) % 11 = 0");

        maintenance.apply(IvmOptions.defaults());

        assertEqual();
        assertThat(Integer.parseInt(db.query(TRANSACTIONS).get(0))).isGreaterThan(2);
        assertThat(db.query("SELECT compared FROM fraiseql_ivm")).containsExactly("t");
        db.execute("UPDATE tb_post SET title = title || '!' WHERE hashtext(id::text) % 13 = 0");
        assertEqual();
    }

    @Test
    void writersCommitBetweenTwoRanges() throws SQLException {
        blog("int", "n", "id");
        db.execute(
                "CREATE FUNCTION slowly(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS"
                        + " 'BEGIN IF t LIKE ''%000'' THEN PERFORM pg_sleep(0.05); END IF; RETURN t; END'",
                "CREATE OR REPLACE VIEW v_post AS SELECT id, part, slowly(title) AS title FROM tb_post");
        List<Long> writers = new ArrayList<>();
        Thread applying = new Thread(() -> maintenance.apply(IvmOptions.defaults()));
        applying.start();
        try (Connection connection = db.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            do {
                try (ResultSet written = statement.executeQuery("UPDATE tb_post SET title = title || '+'"
                        + " WHERE id = 14999 RETURNING pg_current_xact_id()::text::bigint")) {
                    written.next();
                    writers.add(written.getLong(1));
                }
            } while (applying.isAlive());
        }

        assertEqual();
        List<Long> ranges = db.query("SELECT DISTINCT xmin::text FROM tv_post WHERE id <> 14999").stream()
                .map(Long::valueOf)
                .sorted()
                .toList();
        // the second of two has begun after the first had committed
        assertThat(writers)
                .filteredOn(w -> w > ranges.get(0) && w < ranges.get(ranges.size() - 1))
                .hasSizeGreaterThan(1);
    }

    @Test
    void theRepairOfATableGoesRangeByRange() {
        blog("int", "n", "id");
        maintenance.apply(IvmOptions.defaults());
        db.execute("UPDATE tv_post SET title = 'wrong'");

        assertThat(maintenance.verify(IvmOptions.defaults(), true, 0))
                .singleElement()
                .extracting(Verification::repaired)
                .isEqualTo(true);

        assertEqual();
        assertThat(Integer.parseInt(db.query(TRANSACTIONS).get(0))).isGreaterThan(2);
    }

    @Test
    void anUnfinishedComparisonIsDoneByTheNextRun() {
        blog("int", "n", "id");
        db.execute("ALTER TABLE tv_post ADD CONSTRAINT in_the_way CHECK (title <> 'post 14000')");

        assertThatThrownBy(() -> maintenance.apply(IvmOptions.defaults()))
                .isInstanceOf(MigrateException.class)
                .hasMessageContaining("in_the_way");
        assertThat(db.query("SELECT compared FROM fraiseql_ivm")).containsExactly("f");
        db.execute("ALTER TABLE tv_post DROP CONSTRAINT in_the_way");
        maintenance.apply(IvmOptions.defaults());

        assertEqual();
        assertThat(db.query("SELECT compared FROM fraiseql_ivm")).containsExactly("t");
    }

    @Test
    void aNewRowMayTakeTheUniqueValueThatARowOfAnotherRangeHad() {
        blog("int", "n", "id");
        db.execute(
                "INSERT INTO tv_post SELECT -id, part, title FROM tb_post", "CREATE UNIQUE INDEX ON tv_post (title)");

        maintenance.apply(IvmOptions.defaults());

        assertEqual();
    }

    @ParameterizedTest
    @CsvSource({"NULL, null value in column \"id\"", "14000, gives the key (14000) more than once"})
    void aKeyThatTheViewGivesAsNullOrTwiceIsRefused(String key, String message) {
        blog("int", "n", "id");
        db.execute(
                "CREATE TABLE tb_note (post int, note text)",
                "INSERT INTO tb_note SELECT id, 'x' FROM tb_post",
                "INSERT INTO tb_note VALUES (" + key + ", 'x')",
                "CREATE VIEW v_note AS SELECT n.post AS id, n.note FROM tb_note n",
                "CREATE TABLE tv_note (id int PRIMARY KEY, note text)",
                "CREATE INDEX ON tb_note (post)",
                "ANALYZE");

        assertThatThrownBy(() -> maintenance.apply(IvmOptions.defaults()))
                .isInstanceOf(MigrateException.class)
                .hasMessageContaining("tv_note")
                .hasMessageContaining(message);

        assertThat(db.query("SELECT compared FROM fraiseql_ivm WHERE tv = 'public.tv_note'"))
                .containsExactly("f");
    }
}
