// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two sessions that change posts and what is embedded in them. */
class PostScheduleTests {

    @RegisterExtension
    static final Stage all = new Stage(PostScene::create, Maintenance::ofAll);

    @RegisterExtension
    static final Stage posts = new Stage(PostScene.only("post"), Maintenance::ofAll);

    @RegisterExtension
    static final Stage approved = new Stage(PostScene.only("approved"), Maintenance::ofAll);

    @RegisterExtension
    static final Stage stats = new Stage(PostScene.only("author_stats"), Maintenance::ofAll);

    @Test
    void twoCommentsOnOnePost() throws SQLException {
        posts.assertRight(PostScene.COMMENT, PostScene.OTHER_COMMENT);
    }

    @Test
    void anAuthorIsRenamedWhileAPostOfHisArrives() throws SQLException {
        posts.assertRight(PostScene.RENAME_1, PostScene.POST_OF_1);
    }

    @Test
    void aUserIsRenamedWhileHeCommentsOnAPostThatHasACommentOfHis() throws SQLException {
        posts.assertRight(PostScene.RENAME_5, "INSERT INTO tb_comment VALUES (100, 1, 5, 'x')");
    }

    @Test
    void aTagIsRenamedWhileAPostGetsIt() throws SQLException {
        posts.assertRight("UPDATE tb_tag SET name = 'changed' WHERE id = 1", "INSERT INTO tb_post_tag VALUES (1, 1)");
    }

    @Test
    void aPostGetsACommentWhileItMovesToAnotherAuthor() throws SQLException {
        posts.assertRight(PostScene.COMMENT, PostScene.MOVED_POST);
    }

    @Test
    void aUserIsRenamedWhileACommentOfHisMovesToAnotherPost() throws SQLException {
        posts.assertRight(PostScene.RENAME_5, PostScene.MOVED_COMMENT);
    }

    @Test
    void aPostIsApprovedWhileItsAuthorIsRenamed() throws SQLException {
        approved.assertRight(
                "INSERT INTO tb_approval VALUES (50, 5)",
                "UPDATE tb_user SET name = 'changed' WHERE id = (SELECT author_id FROM tb_post WHERE id = 5)");
    }

    @Test
    void anApprovalIsTakenBackWhileThePostGetsAnotherTitle() throws SQLException {
        approved.assertRight(
                "DELETE FROM tb_approval WHERE post_id = 1", "UPDATE tb_post SET title = 'changed' WHERE id = 1");
    }

    @Test
    void allApprovalsAreTruncatedWhileAUserIsRenamed() throws SQLException {
        approved.assertRight(PostScene.TRUNCATE, PostScene.RENAME_2);
    }

    @Test
    void allCommentsChangeWhileAPostGetsOneMore() throws SQLException {
        posts.assertRight(PostScene.ALL_COMMENTS, PostScene.COMMENT);
    }

    @Test
    void allCommentsChangeWhileANewPostGetsOne() throws SQLException {
        posts.assertRight(
                PostScene.ALL_COMMENTS,
                "INSERT INTO tb_post VALUES (50, 1, 'new'); INSERT INTO tb_comment VALUES (101, 50, 3, 'y')");
    }

    @Test
    void aPostIsDeletedWithWhatHangsOnItWhileATagIsRenamed() throws SQLException {
        posts.assertRight("DELETE FROM tb_post WHERE id = 1", "UPDATE tb_tag SET name = 'changed' WHERE id = 2");
    }

    @Test
    void twoCommentsOnPostsOfOneAuthor() throws SQLException {
        stats.assertRight(PostScene.COMMENT, "INSERT INTO tb_comment VALUES (101, 5, 3, 'y')");
    }

    @Test
    void aPostGetsACommentWhileItMovesFromTheFiguresOfOneAuthorToAnothers() throws SQLException {
        stats.assertRight(PostScene.COMMENT, PostScene.MOVED_POST);
    }

    @Test
    void theLastPostOfAnAuthorGoesWhileAnotherOneArrives() throws SQLException {
        stats.assertRight("DELETE FROM tb_post WHERE author_id = 1", PostScene.POST_OF_1);
    }

    @Test
    void allReadTablesAtOnce() throws SQLException {
        all.assertRight(
                PostScene.COMMENT + "; INSERT INTO tb_approval VALUES (50, 5)",
                "UPDATE tb_post SET author_id = 6 WHERE id IN (1, 5)");
        all.assertRight(PostScene.ALL_COMMENTS, PostScene.COMMENT);
    }
}
