// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transactions above READ COMMITTED: refused, or sent back with 40001 where they would leave a stale row. */
class IsolationScheduleTests {

    private static final List<List<String>> PAIRS = List.of(
            List.of(PostScene.COMMENT, PostScene.OTHER_COMMENT),
            List.of(PostScene.RENAME_1, PostScene.POST_OF_1),
            List.of(PostScene.RENAME_5, PostScene.MOVED_COMMENT),
            List.of(PostScene.COMMENT, PostScene.MOVED_POST));

    @RegisterExtension
    static final Stage any = new Stage(
            PostScene.only("post"),
            db -> Maintenance.install(
                    db, IvmOptions.defaults().withMostKeys(5).withIsolation(IvmOptions.Isolation.ANY)));

    @RegisterExtension
    static final Stage refusing = new Stage(PostScene.only("post"), Maintenance::ofAll);

    private static List<String> at(String level, String change) {
        return List.of(
                "BEGIN ISOLATION LEVEL " + level + "; SELECT count(*) FROM tb_post",
                change,
                "SET CONSTRAINTS ALL IMMEDIATE",
                "COMMIT");
    }

    private static Schedule pair(String level, String other, List<String> changes) {
        return Schedule.of().and(at(level, changes.get(0))).and(at(other, changes.get(1)));
    }

    @Test
    void withGuardRowsTwoTransactionsAtRepeatableReadNeverLeaveAStaleRow() throws SQLException {
        for (List<String> changes : PAIRS) {
            pair("REPEATABLE READ", "REPEATABLE READ", changes)
                    .sample(any.database(), 35, 1)
                    .assertRight("40001");
        }
    }

    @Test
    void withGuardRowsTransactionsAtDifferentLevelsNeverLeaveAStaleRow() throws SQLException {
        for (List<String> changes : PAIRS) {
            pair("READ COMMITTED", "REPEATABLE READ", changes)
                    .sample(any.database(), 35, 2)
                    .assertRight("40001");
            pair("SERIALIZABLE", "READ COMMITTED", changes)
                    .sample(any.database(), 35, 3)
                    .assertRight("40001");
        }
    }

    @Test
    void withoutGuardRowsANewPostWouldKeepTheOldNameOfItsAuthor() throws SQLException {
        assertThat(MissingLocks.without(
                                any.database(), "guard", pair("REPEATABLE READ", "REPEATABLE READ", PAIRS.get(1)))
                        .wrong())
                .isNotEmpty();
    }

    @Test
    void otherwiseTheWritingStatementIsRefused() throws SQLException {
        Outcome outcome = pair("REPEATABLE READ", "SERIALIZABLE", PAIRS.get(1)).sample(refusing.database(), 5, 4);
        outcome.assertRight("0A000");
        assertThat(outcome.states()).containsKey("0A000");
    }
}
