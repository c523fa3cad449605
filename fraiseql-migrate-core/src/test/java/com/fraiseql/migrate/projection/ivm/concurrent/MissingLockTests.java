// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the schedules would show if the generated SQL lacked a lock: a test that cannot fail proves nothing. */
class MissingLockTests {

    @RegisterExtension
    static final Stage posts = new Stage(PostScene.only("post"), Maintenance::ofAll);

    @RegisterExtension
    static final Stage approved = new Stage(PostScene.only("approved"), Maintenance::ofAll);

    private static Outcome without(Stage stage, String kind, String first, String second) throws SQLException {
        return MissingLocks.without(stage.database(), kind, Schedule.of(first, second));
    }

    @Test
    void withoutKeyLocksTwoCommentsOnOnePostLoseOne() throws SQLException {
        assertThat(without(posts, "key", PostScene.COMMENT, PostScene.OTHER_COMMENT)
                        .wrong())
                .isNotEmpty();
    }

    @Test
    void withoutEdgeLocksANewPostKeepsTheOldNameOfItsAuthor() throws SQLException {
        assertThat(without(posts, "edge", PostScene.RENAME_1, PostScene.POST_OF_1)
                        .wrong())
                .isNotEmpty();
    }

    @Test
    void withoutTheLockOfTheTableAManyRowedChangeOverwritesASmallOne() throws SQLException {
        assertThat(without(posts, "table", PostScene.ALL_COMMENTS, PostScene.COMMENT)
                        .wrong())
                .isNotEmpty();
    }

    @Test
    void withoutRelationLocksTruncateAndTheMaintenanceWaitForEachOther() throws SQLException {
        assertThat(without(approved, "relation", PostScene.TRUNCATE, PostScene.RENAME_2)
                        .states())
                .containsKey("40P01");
    }

    @Test
    void withSharedEdgeLocksOnlyOrExclusiveOnesOnlyTheNewPostKeepsTheOldNameAsWell() throws SQLException {
        Schedule schedule = Schedule.of(PostScene.RENAME_1, PostScene.POST_OF_1);
        assertThat(MissingLocks.with(
                                posts.database(), "edge", line -> line.replace(", true FROM", ", false FROM"), schedule)
                        .wrong())
                .as("shared ones only")
                .isNotEmpty();
        assertThat(MissingLocks.with(posts.database(), "edge", MissingLockTests::withoutShared, schedule)
                        .wrong())
                .as("exclusive ones only")
                .isNotEmpty();
    }

    /** The second half of the locks of an edge are those for what has changed at its inner end. */
    private static String withoutShared(String line) {
        return line.replaceFirst(
                "false FROM ((?:pg_catalog\\.)?unnest\\([^)]*\\))", "false FROM (SELECT * FROM $1 LIMIT 0)");
    }

    @Test
    void withoutEdgeLocksACommentOfARenamedUserIsLeftBehindWhenItMoves() throws SQLException {
        assertThat(without(posts, "edge", PostScene.RENAME_5, PostScene.MOVED_COMMENT)
                        .wrong())
                .isNotEmpty();
    }

    @Test
    void withoutKeyLocksAPostThatMovesLosesAComment() throws SQLException {
        assertThat(without(posts, "key", PostScene.COMMENT, PostScene.MOVED_POST)
                        .wrong())
                .isNotEmpty();
    }
}
