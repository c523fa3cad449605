// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static com.fraiseql.migrate.lint.run.Reviews.places;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What loses data or objects, in the forms that migrations have it. */
class DestructiveStatementTests {

    @Test
    void aWhereThatIsAlwaysTrueIsNoWhere() {
        for (String where : new String[] {"", " WHERE true", " WHERE 1 = 1", " WHERE (TRUE)", " WHERE 'a' = 'a'"}) {
            assertThat(places(Reviews.of("DELETE FROM tb_post" + where + ";")))
                    .as(where)
                    .containsExactly("L411 1:13");
            assertThat(places(Reviews.of("UPDATE tb_post SET views = 0" + where + ";")))
                    .as(where)
                    .containsExactly("L412 1:8");
        }
        assertThat(Reviews.of("DELETE FROM tb_post WHERE id = 1;")).isEmpty();
        assertThat(Reviews.of("UPDATE tb_post SET views = 0 WHERE 1 = 1 AND id = 7;"))
                .isEmpty();
    }

    @Test
    void aWriteInAWithClauseIsFound() {
        assertThat(places(Reviews.of("WITH gone AS (DELETE FROM tb_post RETURNING id) SELECT count(*) FROM gone;")))
                .containsExactly("L411 1:27");
        assertThat(places(Reviews.of("WITH x AS (UPDATE tb_post SET views = 0 WHERE true RETURNING id) SELECT 1;")))
                .containsExactly("L412 1:19");
    }

    @Test
    void everyTableOfATruncateIsNamed() {
        assertThat(places(Reviews.of("TRUNCATE TABLE tb_post, ONLY tb_comment RESTART IDENTITY;")))
                .containsExactly("L409 1:16", "L409 1:30");
        assertThat(places(Reviews.of("TRUNCATE tb_post CASCADE;"))).containsExactly("L410 1:1", "L409 1:10");
    }

    @Test
    void whatIsDroppedIfItExistsIsDropped() {
        assertThat(places(Reviews.of("DROP TABLE IF EXISTS tb_post, app.tb_comment CASCADE;")))
                .containsExactly("L402 1:1", "L401 1:22", "L401 1:31");
        assertThat(places(Reviews.of("DROP VIEW IF EXISTS v_post CASCADE;"))).containsExactly("L402 1:1", "L420 1:21");
        assertThat(places(Reviews.of("DROP VIEW IF EXISTS v_post;"))).containsExactly("L420 1:21");
        assertThat(Reviews.of("DROP VIEW IF EXISTS v_post; CREATE VIEW v_post AS SELECT 1;"))
                .isEmpty();
    }

    @Test
    void whatThePendingFilesCreateMayBeDropped() {
        assertThat(Reviews.of(
                        "CREATE TABLE t (id int, a int); CREATE TYPE mood AS ENUM ('a');",
                        "ALTER TABLE t DROP COLUMN a; DROP TABLE t CASCADE; DROP TYPE mood;",
                        "CREATE TEMP TABLE u (id int); DELETE FROM u; TRUNCATE u; DROP TABLE u;"))
                .isEmpty();
    }

    @Test
    void anAttributeHasValuesInTheColumnsOfItsType() {
        assertThat(places(Reviews.of("ALTER TYPE address ADD ATTRIBUTE a int, DROP ATTRIBUTE IF EXISTS b CASCADE;")))
                .containsExactly("L403 1:1");
        assertThat(Reviews.of("CREATE TYPE address AS (a int, b int); ALTER TYPE address DROP ATTRIBUTE b;"))
                .isEmpty();
        assertThat(Reviews.of("ALTER TYPE address ADD ATTRIBUTE a int;")).isEmpty();
    }

    @Test
    void theCatalogsOfTheServerAreWrittenByItsStatementsOnly() {
        assertThat(places(Reviews.of("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;")))
                .contains("L623 1:8");
        assertThat(places(Reviews.of("DELETE FROM pg_catalog.pg_depend WHERE objid = 1;")))
                .contains("L623 1:13");
        assertThat(places(Reviews.of("UPDATE pg_settings SET setting = 'x' WHERE name = 'y';"
                        + " UPDATE app.pg_class SET a = 1 WHERE id = 1;")))
                .noneMatch(place -> place.startsWith("L623"));
    }

    @Test
    void aConstraintThatIsReplacedIsNotMissed() {
        String drop = "ALTER TABLE tb_post DROP CONSTRAINT tb_post_author_fkey;";

        assertThat(places(Reviews.of(drop))).containsExactly("L415 1:1");
        assertThat(Reviews.of(drop + "ALTER TABLE tb_post ADD CONSTRAINT post_author"
                        + " FOREIGN KEY (fk_author) REFERENCES tb_author (id) NOT VALID;"))
                .isEmpty();
        assertThat(places(Reviews.of(drop + "ALTER TABLE tb_post ADD CONSTRAINT c CHECK (id > 0) NOT VALID;")))
                .containsExactly("L415 1:1");
        assertThat(Reviews.of("""
                ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_slug_not_null;
                ALTER TABLE tb_post ALTER COLUMN slug SET NOT NULL;
                ALTER TABLE tb_post DROP CONSTRAINT tb_post_slug_not_null;
                """)).isEmpty();
        assertThat(places(Reviews.of("""
                ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_slug_check;
                ALTER TABLE tb_post ALTER COLUMN slug SET NOT NULL;
                """))).containsExactly("L118 2:1");
        assertThat(Reviews.of("""
                ALTER TABLE tb_post ADD CONSTRAINT slug_nn CHECK (slug IS NOT NULL) NOT VALID;
                ALTER TABLE tb_post VALIDATE CONSTRAINT slug_nn;
                ALTER TABLE tb_post ALTER COLUMN slug SET NOT NULL;
                ALTER TABLE tb_post DROP CONSTRAINT slug_nn;
                """)).isEmpty();
    }

    @Test
    void anEnumThatIsBuiltAgainKeepsItsName() {
        assertThat(places(Reviews.of("""
                ALTER TYPE post_status RENAME TO post_status_old;
                CREATE TYPE post_status AS ENUM ('draft', 'published', 'archived');
                ALTER TABLE tb_post ALTER COLUMN status TYPE post_status USING status::text::post_status;
                DROP TYPE post_status_old;
                """))).containsExactly("L201 3:1");
    }

    @Test
    void aKeyThatIsReplacedIsNotMissed() {
        assertThat(places(Reviews.of("ALTER TABLE tb_post DROP CONSTRAINT tb_post_pkey;")))
                .containsExactly("L414 1:1");
        assertThat(places(Reviews.of("""
                ALTER TABLE tb_post DROP CONSTRAINT tb_post_pkey;
                ALTER TABLE tb_post ADD CONSTRAINT tb_post_pkey PRIMARY KEY USING INDEX tb_post_new;
                """))).doesNotContain("L414 1:1");
        assertThat(places(Reviews.of("""
                ALTER TABLE tb_file DROP CONSTRAINT tb_file_pkey;
                ALTER TABLE tb_file ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid();
                """))).doesNotContain("L414 1:1");
    }
}
