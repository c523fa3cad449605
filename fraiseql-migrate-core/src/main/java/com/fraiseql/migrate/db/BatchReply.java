// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of statements that were sent together, each as a message of its own.
 *
 * @param tags the command tag of each statement that completed, in their order ({@code COMMIT}, {@code INSERT 0 1});
 *     the statement that failed is the next one
 * @param error the error of that statement, or {@code null} if all completed
 */
public record BatchReply(List<String> tags, @Nullable SQLException error) {

    /** How many statements completed. */
    public int completed() {
        return tags.size();
    }
}
