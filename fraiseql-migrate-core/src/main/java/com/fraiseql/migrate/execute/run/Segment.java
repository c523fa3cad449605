// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Words;
import org.jspecify.annotations.Nullable;

/** One statement. */
public record Segment(
        Purpose purpose,
        String sql,
        @Nullable ScriptOrigin origin,
        @Nullable Statement statement) {

    /**
     * Whether its start should be reported at once. Files with very many statements consist of INSERTs, which end soon.
     */
    boolean mayTakeLong() {
        return statement != null && !Words.first(sql).equals("INSERT");
    }

    public static Segment of(ScriptOrigin origin, Statement statement) {
        return new Segment(Purpose.MIGRATION, statement.text(), origin, statement);
    }
}
