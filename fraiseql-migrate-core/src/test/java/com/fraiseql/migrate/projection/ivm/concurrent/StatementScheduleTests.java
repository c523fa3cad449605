// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kinds of statements and transactions, and more than two sessions. */
class StatementScheduleTests {

    private static final String DELETE = "DELETE FROM tb_post WHERE id = 1";
    private static final String RENAME_AUTHOR = "UPDATE tb_user SET name = 'changed' WHERE id = 2";

    @RegisterExtension
    static final Stage posts = new Stage(PostScene.only("post"), Maintenance::ofAll);

    @RegisterExtension
    static final Stage all = new Stage(PostScene::create, Maintenance::ofAll);

    @Test
    void anInsertThatBecomesAnUpdateMeetsARename() throws SQLException {
        posts.assertRight(
                "INSERT INTO tb_post VALUES (1, 5, 'again') ON CONFLICT (id)"
                        + " DO UPDATE SET author_id = excluded.author_id",
                PostScene.RENAME_5);
    }

    @Test
    void aMergeMeetsARename() throws SQLException {
        boolean merge = Integer.parseInt(posts.database()
                        .query("SELECT current_setting('server_version_num')")
                        .get(0))
                >= 150000;
        assertThat(merge || posts.database().query("SELECT version()").get(0).contains(" 14."))
                .isTrue();
        posts.assertRight(
                merge
                        ? "MERGE INTO tb_comment c USING (VALUES (4), (100)) s(id) ON c.id = s.id"
                                + " WHEN MATCHED THEN DELETE"
                                + " WHEN NOT MATCHED THEN INSERT VALUES (s.id, 2, 5, 'merged')"
                        : "DELETE FROM tb_comment WHERE id = 4; INSERT INTO tb_comment VALUES (100, 2, 5, 'merged')",
                PostScene.RENAME_5);
    }

    @Test
    void aStatementThatWritesToThreeTablesMeetsARename() throws SQLException {
        posts.assertRight(
                "WITH p AS (INSERT INTO tb_post VALUES (50, 5, 'new') RETURNING id), c AS (INSERT INTO tb_comment"
                        + " VALUES (100, 2, 5, 'x')) INSERT INTO tb_post_tag VALUES (2, 1)",
                PostScene.RENAME_5);
    }

    @Test
    void whatWasRolledBackToASavepointDoesNotCountAndWhatIsLeftDoes() throws SQLException {
        posts.assertRight(
                "SAVEPOINT a; " + PostScene.MOVED_POST + "; ROLLBACK TO a; " + PostScene.COMMENT, PostScene.MOVED_POST);
    }

    @Test
    void theKeyOfAPostChangesWhileItGetsAComment() throws SQLException {
        posts.assertRight(
                "DELETE FROM tb_comment WHERE post_id = 1; DELETE FROM tb_post_tag WHERE post_id = 1;"
                        + " DELETE FROM tb_approval WHERE post_id = 1; UPDATE tb_post SET id = 90 WHERE id = 1",
                "UPDATE tb_user SET name = 'changed' WHERE id = 2");
    }

    @Test
    void preparedTransactionsKeepTheirLocksUntilTheyAreCommitted() throws SQLException {
        Schedule.of()
                .and(Schedule.prepared("first", PostScene.RENAME_1))
                .and(Schedule.transaction(PostScene.POST_OF_1))
                .run(posts.database())
                .assertRight();
        Schedule.of()
                .and(Schedule.prepared("first", PostScene.COMMENT))
                .and(Schedule.prepared("second", PostScene.OTHER_COMMENT))
                .run(all.database())
                .assertRight();
    }

    @Test
    void aComparisonOfTheWholeTableMeetsAWriter() throws SQLException {
        for (String change : List.of(PostScene.COMMENT, PostScene.RENAME_1, PostScene.POST_OF_1, DELETE)) {
            Schedule.of()
                    .and(List.of("BEGIN; SELECT fraiseql_ivm_compare('public.tv_post')", "COMMIT"))
                    .and(Schedule.transaction(change))
                    .run(posts.database())
                    .assertRight();
        }
    }

    @Test
    void threeSessionsRenameMoveAndDelete() throws SQLException {
        Schedule.of(RENAME_AUTHOR, PostScene.MOVED_COMMENT, DELETE)
                .sample(posts.database(), 40, 1)
                .assertRight();
    }

    @Test
    @Tag("slow")
    void threeSessionsInEveryOrder() throws SQLException {
        Schedule.of(RENAME_AUTHOR, PostScene.MOVED_COMMENT, DELETE)
                .run(all.database())
                .assertRight();
        Schedule.of(PostScene.RENAME_1, PostScene.POST_OF_1, "UPDATE tb_post SET author_id = 1 WHERE id = 1")
                .run(posts.database())
                .assertRight();
        Schedule.of(PostScene.ALL_COMMENTS, PostScene.COMMENT, PostScene.RENAME_5)
                .run(posts.database())
                .assertRight();
    }
}
