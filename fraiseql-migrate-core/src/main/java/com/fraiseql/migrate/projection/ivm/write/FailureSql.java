// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names table, view and keys where a recompute fails: the error is raised by COMMIT, far from the statement that caused
 * it. The SQLSTATE stays what it was, so that callers still know what can be retried. Locks have been taken before, so
 * that the block's subtransaction does not lose them.
 */
final class FailureSql {

    static final String DECLARATIONS = "  message text;\n  detail text;\n  hint text;\n";

    /** The beginning of each message of our own. */
    private static final String OURS = " cannot be maintained: ";

    private static final int SHOWN_KEYS = 5;

    private final TablePlan plan;
    private final @Nullable String keys;

    /**
     * Creates it.
     *
     * @param keys an expression for the keys that are recomputed, {@code null} if it is all of them
     */
    FailureSql(TablePlan plan, @Nullable String keys) {
        this.plan = plan;
        this.keys = keys;
    }

    /** The first keys of those that are recomputed, as an expression. */
    static String keysOf(TablePlan plan) {
        return plan.keys().names().stream()
                .map(name -> "array_to_string((" + name + ")[1:" + SHOWN_KEYS + "], ', ')")
                .collect(Collectors.joining(", ", "concat_ws(' / ', ", ")"));
    }

    String around(String statements) {
        String start = plan.name() + OURS + "the view " + plan.table().name().view() + " fails";
        return "  BEGIN\n" + statements
                + "  EXCEPTION WHEN OTHERS THEN\n"
                + "    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, "
                + "hint = PG_EXCEPTION_HINT;\n"
                + "    IF strpos(message, " + Functions.quoted(OURS) + ") = 0 THEN\n"
                + "      message := concat(" + Functions.quoted(start) + ", "
                + (keys == null ? "" : "' for key ', " + keys + ", ") + "': ', message);\n"
                + "    END IF;\n"
                + "    RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = message, DETAIL = detail, HINT = hint;\n"
                + "  END;\n";
    }
}
