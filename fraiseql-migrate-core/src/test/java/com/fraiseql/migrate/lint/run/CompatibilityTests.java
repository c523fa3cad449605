// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import static com.fraiseql.migrate.lint.run.Reviews.places;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What breaks the application that is running, in the forms that migrations have it. */
class CompatibilityTests {

    @Test
    void eachKindOfRenameHasItsRule() {
        assertThat(places(Reviews.of("ALTER TABLE IF EXISTS ONLY app.tb_post RENAME TO tb_article;")))
                .containsExactly("L501 1:1");
        assertThat(places(Reviews.of("ALTER TABLE tb_post RENAME title TO headline;")))
                .containsExactly("L502 1:1");
        assertThat(places(Reviews.of("ALTER VIEW v_post RENAME TO v_article;"))).containsExactly("L516 1:1");
        assertThat(places(Reviews.of("ALTER MATERIALIZED VIEW mv_post RENAME TO mv_article;")))
                .containsExactly("L516 1:1");
        assertThat(places(Reviews.of("ALTER VIEW v_post RENAME COLUMN title TO headline;")))
                .containsExactly("L502 1:1");
        assertThat(places(Reviews.of("ALTER TYPE address RENAME ATTRIBUTE street TO line CASCADE;")))
                .containsExactly("L502 1:1");
        assertThat(places(Reviews.of("ALTER TYPE post_status RENAME TO state;")))
                .containsExactly("L515 1:1");
        assertThat(places(Reviews.of("ALTER TYPE post_status RENAME VALUE 'draft' TO 'hidden';")))
                .containsExactly("L504 1:1");
        assertThat(places(Reviews.of("ALTER SCHEMA app RENAME TO shop;"))).containsExactly("L503 1:1");
        assertThat(Reviews.of("ALTER TABLE tb_post RENAME CONSTRAINT a TO b;")).isEmpty();
        assertThat(Reviews.of("ALTER INDEX tb_post_slug RENAME TO slug_of_post;"))
                .isEmpty();
    }

    @Test
    void aNameThatIsGivenToSomethingElseIsNotMissed() {
        assertThat(Reviews.of("""
                ALTER TABLE tb_post RENAME TO tb_post_old;
                ALTER TABLE tb_post_new RENAME TO tb_post;
                """)).isEmpty();
        assertThat(places(Reviews.of("""
                ALTER TABLE tb_post RENAME TO tb_post_old;
                ALTER TABLE tb_author RENAME TO tb_writer;
                """))).contains("L501 1:1", "L501 2:1");
        assertThat(Reviews.of("""
                ALTER TABLE tb_post RENAME COLUMN id TO id_old;
                ALTER TABLE tb_post RENAME COLUMN id_new TO id;
                """)).isEmpty();
        assertThat(Reviews.of("DROP VIEW v_post; ALTER VIEW v_post_new RENAME TO v_post;"))
                .isEmpty();
        assertThat(Reviews.of("ALTER TABLE tb_post RENAME TO tb_article; CREATE VIEW tb_post AS SELECT 1;"))
                .isEmpty();
        assertThat(Reviews.of("CREATE TABLE t (id int); ALTER TABLE t RENAME TO u;"))
                .isEmpty();
    }

    @Test
    void aColumnThatIsNewIsNamedByNobody() {
        assertThat(Reviews.of("ALTER TABLE t ADD COLUMN a int; ALTER TABLE t RENAME COLUMN a TO b;"))
                .isEmpty();
    }

    @Test
    void aTypeThatIsBuiltAgainUnderAQuotedNameIsNotMissed() {
        assertThat(places(Reviews.of("""
                CREATE TYPE "PostStatus_new" AS ENUM ('draft', 'published');
                ALTER TABLE "Post" ALTER COLUMN "status" TYPE "PostStatus_new" USING ("status"::text::"PostStatus_new");
                ALTER TYPE "PostStatus" RENAME TO "PostStatus_old";
                ALTER TYPE "PostStatus_new" RENAME TO "PostStatus";
                DROP TYPE "PostStatus_old";
                """))).containsExactly("L201 2:1");
        assertThat(places(Reviews.of("""
                ALTER TYPE "public"."state" RENAME TO "state_old";
                CREATE TYPE "public"."state" AS ENUM ('draft');
                DROP TYPE "public"."state_old";
                """))).isEmpty();
        assertThat(Reviews.of("DROP TYPE app.state; ALTER TYPE app.state_new RENAME TO state;"))
                .isEmpty();
        assertThat(Reviews.of("DROP TYPE IF EXISTS state; CREATE TYPE state AS (id int, title text);"))
                .isEmpty();
        assertThat(places(Reviews.of("DROP TYPE state; CREATE TYPE other AS (id int);")))
                .containsExactly("L413 1:11");
    }

    @Test
    void whatAnObjectMapperNamesIsMissed() {
        assertThat(places(Reviews.of("ALTER SEQUENCE post_seq RENAME TO article_seq;")))
                .containsExactly("L518 1:1");
        assertThat(places(Reviews.of("DROP SEQUENCE post_seq;"))).containsExactly("L423 1:15");
        assertThat(places(Reviews.of("DROP VIEW v_post;"))).containsExactly("L420 1:11");
    }

    @Test
    void aColumnThatLosesItsExpressionHasNoValueAnyMore() {
        assertThat(places(Reviews.of("ALTER TABLE t ALTER COLUMN total DROP EXPRESSION;")))
                .containsExactly("L524 1:1");
    }

    @Test
    void aRequiredColumnNeedsAValue() {
        for (String column : List.of(
                "lang text NOT NULL",
                "lang text NOT NULL DEFAULT NULL",
                "lang text CONSTRAINT lang_nn NOT NULL",
                "fk_lang bigint NOT NULL")) {
            assertThat(places(Reviews.of("ALTER TABLE tb_post ADD COLUMN " + column + ";")))
                    .as(column)
                    .contains("L507 1:1");
        }
        assertThat(Reviews.of("ALTER TABLE tb_post ADD COLUMN lang text NOT NULL DEFAULT 'en';"))
                .isEmpty();
        assertThat(Reviews.of("CREATE TABLE t (id int); ALTER TABLE t ADD COLUMN lang text NOT NULL;"))
                .isEmpty();
    }

    @Test
    void aDefaultThatIsSetAgainIsNotMissed() {
        String table = "CREATE TABLE t (id bigint PRIMARY KEY, kind text NOT NULL DEFAULT 'a');";

        assertThat(places(Reviews.after(table, null, List.of("ALTER TABLE t ALTER COLUMN kind DROP DEFAULT;"))))
                .containsExactly("L522 1:1");
        assertThat(places(Reviews.after(table, null, List.of("""
                ALTER TABLE t ALTER COLUMN kind DROP DEFAULT;
                ALTER TABLE t ALTER COLUMN kind SET DEFAULT 'b';
                """)))).doesNotContain("L522 1:1");
        assertThat(places(Reviews.of("""
                ALTER TABLE t ADD COLUMN lang text NOT NULL DEFAULT 'en';
                ALTER TABLE t ALTER COLUMN lang DROP DEFAULT;
                """))).containsExactly("L522 2:1");
    }
}
