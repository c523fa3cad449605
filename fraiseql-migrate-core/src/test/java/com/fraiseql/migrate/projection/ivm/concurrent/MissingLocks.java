// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs schedules while the generated functions lack some of their locks. */
public final class MissingLocks {

    private MissingLocks() {}

    /** Takes all advisory locks out for good. */
    public static void remove(TestDatabase db) {
        for (String function :
                db.query("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE prosrc ~ '-- lock: (key|edge|table)\\M'")) {
            db.execute(function.replaceAll("(?m)^.*-- lock: (key|edge|table)\\s*$", ""));
        }
    }

    /** Without all locks of a kind. */
    static Outcome without(MaintainedDatabase db, String kind, Schedule schedule) throws SQLException {
        return with(db, kind, line -> "", schedule);
    }

    /** With other lines in place of those that take locks of a kind. */
    static Outcome with(MaintainedDatabase db, String kind, UnaryOperator<String> change, Schedule schedule)
            throws SQLException {
        List<String> functions =
                db.query("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE prosrc ~ '-- lock: " + kind + "\\M'");
        assertThat(functions).as("functions with locks of the kind " + kind).isNotEmpty();
        try {
            for (String function : functions) {
                String changed = Pattern.compile("(?m)^.*-- lock: " + kind + "\\s*$")
                        .matcher(function)
                        .replaceAll(line -> Matcher.quoteReplacement(change.apply(line.group())));
                assertThat(changed).isNotEqualTo(function);
                db.execute(changed);
            }
            return schedule.run(db);
        } finally {
            for (String function : functions) {
                db.execute(function);
            }
        }
    }
}
