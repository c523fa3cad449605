// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.history.HistoryTable;
import com.fraiseql.migrate.plan.RollbackStep;
import java.sql.SQLException;
import java.util.List;

/**
 * Detects rollbacks that were begun by a release without the columns {@code rollback_units_done} and its neighbours.
 * That release kept their progress in the log only, by unit numbers that do not tell where a unit ended, so such a
 * rollback is refused and not resumed on a guess.
 */
final class OldRollbackProgress {

    private final Session session;
    private final HistoryTable table;

    OldRollbackProgress(Session session, HistoryTable table) {
        this.session = session;
        this.table = table;
    }

    /** @throws MigrateException UNKNOWN_OUTCOME if one of the steps has been begun so */
    void refuse(List<RollbackStep> steps) {
        List<RollbackStep> unmarked =
                steps.stream().filter(step -> !step.row().rollingBack()).toList();
        if (unmarked.isEmpty()) {
            return;
        }
        List<String> versions = unmarked.stream()
                .map(RollbackStep::row)
                .map(HistoryRow::version)
                .toList();
        Reply reply = session.query("""
            SELECT DISTINCT ON (version) version, action, unit FROM %s
             WHERE version = ANY (%s) AND action IN ('down-unit', 'down-start', 'up', 'mark', 'baseline', 'down')
             ORDER BY version, id DESC""".formatted(table.qualifiedLog(), Sql.array(versions)));
        SQLException error = reply.error();
        if (error != null) {
            if (SqlState.of(error).equals(SqlState.UNDEFINED_TABLE)) {
                return;
            }
            throw unreadable(error);
        }
        for (Row last : reply.rows(0)) {
            boolean begun = "down-start".equals(last.textOrNull(1))
                    || ("down-unit".equals(last.textOrNull(1))
                            && last.textOrNull(2) != null
                            && !"0".equals(last.textOrNull(2)));
            if (begun) {
                throw unknown(
                        unmarked.stream()
                                .filter(step -> step.row().version().equals(last.textOrNull(0)))
                                .findFirst()
                                .orElseThrow(),
                        last.text(2));
            }
        }
    }

    private MigrateException unknown(RollbackStep step, String unit) {
        String version = Sql.literal(step.row().version());
        return MigrateException.builder(
                        FailureCode.UNKNOWN_OUTCOME,
                        "An earlier release has rolled back " + step.fileName() + " up to unit " + unit
                                + " of its rollback, and did not record where that is.",
                        "Look at what is left of the rollback. Either do it by hand and `fraiseql migrate unmark "
                                + step.row().version()
                                + "`; or undo by hand what has been rolled back, run the statement below, and start "
                                + "again: "
                                + "the rollback then begins at its first line.")
                .location(SourceLocation.file(step.fileName()))
                .detail("  UPDATE " + table.qualified()
                        + " SET state = 'rolling_back', rollback_units_done = 0 WHERE version = " + version + ";")
                .build();
    }

    private MigrateException unreadable(SQLException error) {
        return MigrateException.builder(
                        SqlState.connectionLost(error) ? FailureCode.CONNECTION_LOST : FailureCode.STATEMENT_FAILED,
                        "The log table " + table.qualifiedLog() + " cannot be read: " + error.getMessage(),
                        "Fix what the message says and start again; nothing has been rolled back.")
                .cause(error)
                .build();
    }
}
