// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The generated functions with some of their locks taken out, until it is closed. */
final class MissingLocks implements AutoCloseable {

    private final MaintainedDatabase db;
    private final List<String> before;

    private MissingLocks(MaintainedDatabase db, String kind, UnaryOperator<String> change) throws SQLException {
        this.db = db;
        this.before = db.query("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE prosrc ~ '-- lock: " + kind + "\\M'");
        assertThat(before).as("functions with locks of the kind " + kind).isNotEmpty();
        for (String function : before) {
            String changed = Pattern.compile("(?m)^.*-- lock: " + kind + "\\s*$")
                    .matcher(function)
                    .replaceAll(line -> java.util.regex.Matcher.quoteReplacement(change.apply(line.group())));
            assertThat(changed).isNotEqualTo(function);
            db.execute(changed);
        }
    }

    /** Without all of a kind. */
    static MissingLocks of(MaintainedDatabase db, String kind) throws SQLException {
        return new MissingLocks(db, kind, line -> "");
    }

    @Override
    public void close() throws SQLException {
        for (String function : before) {
            db.execute(function);
        }
    }
}
