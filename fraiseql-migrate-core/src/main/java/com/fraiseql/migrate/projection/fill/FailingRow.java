// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says by its key which row of a range fails, since that is what one needs to look at it. The keys of the range are
 * halved, the first half is evaluated, and whichever fails is halved again, down to one row or for as long as there is
 * time.
 */
final class FailingRow {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final SyncRun run;
    private final TransactionalSession link;
    private final Target target;
    private final RangeSql sql;
    private final PhaseRanges cut;
    private final int range;
    private final long deadline = System.nanoTime() + LONGEST.toNanos();

    FailingRow(SyncRun run, TransactionalSession link, Target target, RangeSql sql, PhaseRanges cut, int range) {
        this.run = run;
        this.link = link;
        this.target = target;
        this.sql = sql;
        this.cut = cut;
        this.range = range;
    }

    /**
     * Where it is, in words.
     *
     * @param range the same, if nothing better can be found
     * @param failure what PostgreSQL said of the range
     */
    String where(String range, SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String where = range;
        if (state.startsWith("23") || target.key().baseType().equals("character")) {
            return where; // the table refuses the row, and the server says which one
        }
        try {
            if (!fails(List.of(), state)) {
                return where; // not the view fails, but what is done with its rows
            }
            String last = key(List.of(), 1);
            List<String> keys = last == null ? List.of() : List.of(last);
            while (last != null) {
                String middle = key(keys, 0.5);
                if (middle == null || middle.equals(last)) {
                    return "where " + target.key().name() + " = " + last;
                }
                List<String> firstHalf = keys.size() == 1 ? List.of(middle) : List.of(keys.get(0), middle);
                keys = fails(firstHalf, state) ? firstHalf : List.of(middle, last);
                last = keys.get(keys.size() - 1);
                where = target.rangeInWords(keys, keys.size() - 1);
            }
        } catch (SQLException e) {
            // so far, then: the time is over, or the server gone
        }
        return where;
    }

    /** The key at a fraction of those that lie between others, in their order. */
    private @Nullable String key(List<String> between, double fraction) throws SQLException {
        return ask(sql.keyAt(cut, range, between, fraction));
    }

    private boolean fails(List<String> between, String state) throws SQLException {
        try {
            ask(sql.evaluate(cut, range, between));
            return false;
        } catch (SQLException e) {
            if (state.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    private @Nullable String ask(String query) throws SQLException {
        long left = Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
        List<Row> answer = link.inTransaction(tx -> {
            tx.execute("SET TRANSACTION READ ONLY;" + run.transactionSettings() + "SET LOCAL statement_timeout = '"
                    + left + "ms'");
            return tx.query(query);
        });
        return answer.get(0).textOrNull(0);
    }
}
