// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered to one message with several statements.
 *
 * @param completed how many of the statements completed; the one that failed is the next
 * @param results the rows of each completed statement as text, empty for a statement without rows; only if asked for
 * @param tag the command tag of the last completed statement, empty if it gave rows
 * @param error the error that ended the message, or {@code null}
 */
public record Reply(
        int completed,
        List<List<Row>> results,
        String tag,
        @Nullable SQLException error) {

    /** The rows of the n-th statement, counted from 0. */
    public List<Row> rows(int statement) {
        return results.get(statement);
    }

    /** The reply itself if all went well. */
    public Reply orThrow() throws SQLException {
        if (error != null) {
            throw error;
        }
        return this;
    }
}
