// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static com.fraiseql.migrate.lint.run.Reviews.places;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a file does in one transaction, and with which limits. */
class TransactionShapeTests {

    @Test
    void aQueryProlongsTheTimeThatWritersWait() {
        String trigger = "CREATE TRIGGER touch BEFORE UPDATE ON tb_post FOR EACH ROW EXECUTE FUNCTION touch();\n";

        assertThat(places(Reviews.of(trigger + "SELECT count(*) FROM tb_comment;")))
                .contains("L312 2:1");
        assertThat(places(Reviews.of(trigger + "SELECT touch_all();"))).noneMatch(place -> place.startsWith("L312"));
        assertThat(places(Reviews.of("ANALYZE tb_post;\nSELECT count(*) FROM tb_comment;")))
                .noneMatch(place -> place.startsWith("L312"));
    }

    @Test
    void aBackfillBesideItsColumnKeepsReadersWaiting() {
        for (String write : List.of(
                "UPDATE tb_post SET archived = false WHERE archived IS NULL;",
                "UPDATE tb_post p SET archived = a.gone FROM tb_author a WHERE a.id = p.fk_author;",
                "INSERT INTO tb_comment (id, fk_post) SELECT id, id FROM tb_post;",
                "DELETE FROM tb_comment WHERE fk_author IS NULL;")) {
            String column = "ALTER TABLE tb_post ADD COLUMN archived boolean;\n";
            assertThat(places(Reviews.of(column + write))).as(write).anyMatch(place -> place.startsWith("L315 2:"));
            assertThat(places(Reviews.of(column, write))).as(write).noneMatch(place -> place.startsWith("L315"));
        }
    }

    @Test
    void aWriteOfFewRowsMayStandBesideAColumn() {
        for (String write : List.of(
                "UPDATE tb_post SET archived = true WHERE id = 7;",
                "UPDATE tb_post SET archived = true WHERE slug IN ('a', 'b');",
                "INSERT INTO tb_author (id, name) VALUES (1, 'a');",
                "INSERT INTO tb_author (id, name) SELECT 1, 'a' WHERE NOT EXISTS (SELECT FROM tb_author);",
                "INSERT INTO tb_author (id, name) SELECT i, 'a' FROM generate_series(1, 9) i;")) {
            assertThat(Reviews.of("ALTER TABLE tb_post ADD COLUMN archived boolean;\n" + write))
                    .as(write)
                    .isEmpty();
        }
    }

    @Test
    void aBackfillIsBoundedByAnythingThatItComparesWith() {
        for (String where : List.of(
                "flag IS NULL AND id BETWEEN low AND high",
                "flag IS NULL AND id > last AND id <= last + 1000",
                "id IN (SELECT id FROM tb_post WHERE flag IS NULL LIMIT 1000)",
                "ctid = ANY (ARRAY(SELECT ctid FROM tb_post LIMIT 10))",
                "flag IS NULL AND kind = 'news'",
                "id < 1000",
                "created_at >= '2024-01-01' AND created_at < '2024-02-01'",
                "id = row_to_change.id")) {
            assertThat(Reviews.of("UPDATE tb_post SET flag = true WHERE " + where + ";"))
                    .as(where)
                    .isEmpty();
        }
        for (String where : List.of(
                "flag IS NULL",
                "flag = false",
                "NOT flag",
                "views <> 0",
                "created_at < now() - interval '30 days'",
                "created_at < '2024-01-01'",
                "views > 100",
                "id IN (SELECT fk_post FROM tb_comment)")) {
            assertThat(places(Reviews.of("UPDATE tb_post SET flag = true WHERE " + where + ";")))
                    .as(where)
                    .containsExactly("L601 1:8");
        }
    }

    @Test
    void aLimitBoundsTheRowsOnlyWhereItFindsThem() {
        for (String batch : List.of(
                "WITH b AS (SELECT id FROM tb_post WHERE flag IS NULL LIMIT 100)"
                        + " UPDATE tb_post p SET flag = true FROM b WHERE b.id = p.id;",
                "WITH b AS (SELECT id FROM tb_post LIMIT 9)"
                        + " UPDATE tb_post SET flag = true WHERE id IN (SELECT id FROM b);",
                "UPDATE tb_post p SET flag = true FROM (SELECT id FROM tb_post LIMIT 9) b WHERE b.id = p.id;",
                "WITH b AS (SELECT id FROM tb_post LIMIT 9) DELETE FROM tb_comment c USING b WHERE c.fk_post = b.id;",
                "INSERT INTO tb_comment (id, fk_post) SELECT id, id FROM tb_post ORDER BY id LIMIT 100;")) {
            assertThat(Reviews.of(batch)).as(batch).isEmpty();
        }
        for (String all : List.of(
                "UPDATE tb_post SET fk_author = (SELECT id FROM tb_author LIMIT 1) WHERE fk_author IS NULL;",
                "DELETE FROM tb_post a USING tb_post b WHERE a.slug = b.slug AND a.id > b.id;",
                "UPDATE tb_post p SET flag = a.flag FROM tb_author a WHERE a.id = p.fk_author;")) {
            assertThat(Reviews.of(all))
                    .as(all)
                    .extracting(finding -> finding.rule().id())
                    .containsExactly("L601");
        }
    }

    @Test
    void theReservedDirectiveBatchHidesNoBackfill() {
        assertThat(places(
                        Reviews.of("-- fraiseql:batch size=1000\nUPDATE tb_post SET flag = true WHERE flag IS NULL;")))
                .containsExactly("L601 2:8");
        assertThat(places(Reviews.of("-- fraiseql:batch\nUPDATE tb_post SET flag = true;")))
                .containsExactly("L412 2:8");
    }

    @Test
    void aValueOfAnEnumIsUsedInTheTransactionThatAddsIt() {
        String add = "ALTER TYPE post_status ADD VALUE IF NOT EXISTS 'archived';\n";

        assertThat(places(Reviews.of(add + "ALTER TABLE tb_post ALTER COLUMN status SET DEFAULT 'archived';")))
                .containsExactly("L317 2:53");
        assertThat(places(Reviews.of(add + "UPDATE tb_post SET status = 'archived' WHERE id = 1;")))
                .containsExactly("L317 2:29");
        assertThat(Reviews.of(add + "ALTER TYPE post_status ADD VALUE 'gone' AFTER 'archived';"))
                .isEmpty();
        assertThat(Reviews.of(add, "UPDATE tb_post SET status = 'archived' WHERE id = 1;"))
                .isEmpty();
        assertThat(Reviews.of("CREATE TYPE mood AS ENUM ('a'); ALTER TYPE mood ADD VALUE 'b';"
                        + "CREATE TABLE t (id int, m mood DEFAULT 'b');"))
                .isEmpty();
    }

    @Test
    void aSettingHoldsAcrossTheUnitsOfAFile() {
        String index = "CREATE INDEX CONCURRENTLY i ON tb_post (slug);";

        assertThat(places(Reviews.of("SET lock_timeout = '500ms';\n" + index))).containsExactly("L304 2:1");
        assertThat(places(Reviews.of("SELECT set_config('lock_timeout', '500', false);\n" + index)))
                .containsExactly("L304 2:1");
        assertThat(Reviews.of("SET lock_timeout = '500ms'; RESET lock_timeout; " + index))
                .isEmpty();
        assertThat(Reviews.of("BEGIN; SET LOCAL lock_timeout = '500ms'; COMMIT; " + index))
                .isEmpty();
        assertThat(Reviews.of("SET lock_timeout = 0; " + index)).isEmpty();
        assertThat(Reviews.of("SET lock_timeout = '500ms';", index)).isEmpty();
    }

    @Test
    void controlOfTransactionsIsFoundWhereItIsMisplaced() {
        assertThat(places(Reviews.of("BEGIN;\nSTART TRANSACTION;\nSELECT 1;\nCOMMIT;")))
                .containsExactly("L310 2:1");
        assertThat(places(Reviews.of("SELECT 1;\nCOMMIT;"))).containsExactly("L310 2:1");
        assertThat(Reviews.of("BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; END;")).isEmpty();
    }

    @Test
    void twoTablesAreLockedBetweenBeginAndCommit() {
        String two = "ALTER TABLE a ADD COLUMN x int;\nALTER TABLE b ADD COLUMN x int;\n";

        assertThat(places(Reviews.of("BEGIN;\n" + two + "COMMIT;"))).containsExactly("L313 3:1");
        assertThat(Reviews.of(two)).isEmpty();
        assertThat(Reviews.of("BEGIN; CREATE TABLE a (id int); " + two + "COMMIT;"))
                .isEmpty();
    }
}
