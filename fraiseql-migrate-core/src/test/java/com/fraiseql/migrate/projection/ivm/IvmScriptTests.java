// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.write.Home;
import com.fraiseql.migrate.projection.ivm.write.IvmScript;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generated SQL keeps the tables of a blog equal to their views, whatever is written. */
class IvmScriptTests {

    private TestDatabase db;
    private Maintenance blog;

    @BeforeEach
    void create() {
        db = TestDatabase.create();
        BlogModel.create(db);
        blog = new Maintenance(db, BlogModel.tables(db));
    }

    @AfterEach
    void drop() {
        db.close();
    }

    static Stream<String> writes() {
        return Stream.of(
                "UPDATE tb_post SET title = 'new' WHERE id = 1",
                "UPDATE tb_post SET title = title || '!'",
                "UPDATE tb_post SET author_id = 1 + author_id % 5 WHERE id < 4",
                "UPDATE tb_user SET name = 'new' WHERE id = 1",
                "INSERT INTO tb_comment VALUES (1000, 1, 1, 'new')",
                "UPDATE tb_comment SET post_id = 2 WHERE post_id = 1",
                "UPDATE tb_comment SET author_id = 2 WHERE id = 5",
                "DELETE FROM tb_comment WHERE id % 3 = 0",
                "UPDATE tb_tag SET name = 'new' WHERE id = 1",
                "INSERT INTO tb_post_tag VALUES (1, 4) ON CONFLICT DO NOTHING",
                "DELETE FROM tb_post_tag WHERE tag_id = 2",
                "UPDATE tb_post_tag SET post_id = 20, tag_id = 1 WHERE post_id = 2",
                "INSERT INTO tb_approval VALUES (100, 20)",
                "DELETE FROM tb_approval WHERE id = 1",
                "DELETE FROM tb_post WHERE id = 1",
                "DELETE FROM tb_post",
                "INSERT INTO tb_post VALUES (100, 1, 'new')",
                "INSERT INTO tb_post SELECT i, 1, 'new' FROM generate_series(1000, 1100) i",
                "UPDATE tb_post SET id = 200 WHERE id IN (SELECT id FROM tb_post EXCEPT SELECT post_id FROM "
                        + "tb_comment)",
                "DELETE FROM tb_comment; DELETE FROM tb_post_tag; DELETE FROM tb_approval; UPDATE tb_post SET id "
                        + "= id + 1000",
                "TRUNCATE tb_approval",
                "TRUNCATE tb_comment",
                "TRUNCATE tb_post CASCADE",
                "INSERT INTO tb_comment VALUES (1, 1, 1, 'new') ON CONFLICT (id) DO UPDATE SET body = excluded.body,"
                        + " post_id = excluded.post_id",
                "WITH a AS (UPDATE tb_post SET title = 'x' WHERE id = 3), b AS (DELETE FROM tb_comment WHERE "
                        + "post_id = 4)"
                        + " INSERT INTO tb_tag VALUES (77, 'z')",
                "SAVEPOINT a; UPDATE tb_post SET title = 'no' WHERE id = 1; ROLLBACK TO a; UPDATE tb_user SET "
                        + "name = 'yes'"
                        + " WHERE id = 2",
                "SET CONSTRAINTS ALL IMMEDIATE; UPDATE tb_post SET title = 'a' WHERE id = 1; UPDATE tb_post SET "
                        + "title = 'b'"
                        + " WHERE id = 1",
                "UPDATE tb_post SET title = 'a' WHERE id = 1; RESET ALL; UPDATE tb_post SET title = 'b' WHERE id = 2",
                "UPDATE tb_post SET title = 'a' WHERE id = 1; SELECT fraiseql_ivm_flush(); UPDATE tb_post SET "
                        + "title = 'b'"
                        + " WHERE id = 2",
                "UPDATE tb_post SET title = 'a' WHERE id = 1; SAVEPOINT a; SELECT fraiseql_ivm_flush(); ROLLBACK TO a",
                "UPDATE tb_user SET name = 'a' WHERE id = 1; UPDATE tb_post SET author_id = 1 WHERE id = 2; "
                        + "UPDATE tb_post"
                        + " SET author_id = 3 WHERE id = 2");
    }

    @Test
    void everyKindOfWriteIsMaintained() {
        blog.install(IvmOptions.defaults()).assertEqual();

        writes().forEach(this::assertMaintained);
    }

    @Test
    void everyKindOfWriteIsMaintainedWithTableLocks() {
        blog.install(IvmOptions.defaults().withLocks(IvmOptions.Locks.TABLE));

        writes().forEach(this::assertMaintained);
    }

    @Test
    void everyKindOfWriteIsMaintainedWithGuards() {
        blog.install(IvmOptions.defaults().withIsolation(IvmOptions.Isolation.ANY));

        writes().forEach(write -> assertMaintained("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;" + write));
    }

    @Test
    void writesThatReachManyKeysAreMaintained() {
        blog.install(IvmOptions.defaults().withMostKeys(1));

        writes().forEach(this::assertMaintained);
    }

    private void assertMaintained(String write) {
        BlogModel.refill(db);
        blog.commit(write).assertEqual(write);
    }

    @Test
    void theTextIsTheSameForTheSameInput() {
        String once = IvmScript.of(BlogModel.tables(db), IvmOptions.defaults(), Home.of("public"))
                .text();

        assertThat(IvmScript.of(BlogModel.tables(db), IvmOptions.defaults(), Home.of("public"))
                        .text())
                .isEqualTo(once);
    }

    @Test
    void itCanBeRunAgain() {
        blog.install(IvmOptions.defaults()).install(IvmOptions.defaults());

        blog.commit("UPDATE tb_user SET name = 'new' WHERE id = 1").assertEqual();
    }
}
