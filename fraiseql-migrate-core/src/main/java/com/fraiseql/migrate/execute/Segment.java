// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Words;
import org.jspecify.annotations.Nullable;

/** One statement. */
record Segment(
        Purpose purpose,
        String sql,
        @Nullable Origin origin,
        @Nullable Statement statement) {

    /**
     * Whether its begin is to be seen at once. Files with very many statements are made of INSERTs, which are over
     * soon.
     */
    boolean mayTakeLong() {
        return statement != null && !Words.first(sql).equals("INSERT");
    }

    static Segment of(Origin origin, Statement statement) {
        return new Segment(Purpose.MIGRATION, statement.text(), origin, statement);
    }
}
