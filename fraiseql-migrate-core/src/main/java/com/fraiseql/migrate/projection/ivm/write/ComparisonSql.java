// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.derive.IvmPlan;
import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import com.fraiseql.migrate.projection.ivm.registry.RegistryTable;
import java.util.List;

/**
 * The functions that make a table equal to its view, whatever it holds: the whole of it, or a range of its keys.
 *
 * <p>Both lock the table as a whole until their transaction ends, so that no pass writes in between. A range is right
 * from its own transaction on, since what changes afterwards is maintained; so a table is right when all of its ranges
 * have been compared, wherever it is cut, and other transactions wait for one range at most.
 */
final class ComparisonSql {

    private final IvmPlan plan;
    private final Names names;
    private final Home home;

    ComparisonSql(IvmPlan plan, Names names, Home home) {
        this.plan = plan;
        this.names = names;
        this.home = home;
    }

    List<GeneratedFunction> functions() {
        return List.of(whole(), range());
    }

    private GeneratedFunction whole() {
        StringBuilder text = new StringBuilder("BEGIN\n").append(refusal());
        for (TablePlan table : plan.tables()) {
            text.append("  IF tv = ").append(Functions.quoted(table.name())).append(" THEN\n");
            text.append(LockSql.relations("    ", table.table()));
            text.append("    PERFORM ").append(names.maintain(table.table())).append("(true, false, NULL);\n");
            text.append("    RETURN;\n  END IF;\n");
        }
        text.append("  RAISE EXCEPTION USING ERRCODE = 'undefined_object', MESSAGE =\n");
        text.append("    format('No maintained table is called %s.', tv);\nEND\n");
        return Functions.closed(
                "Makes one table, named with its schema, equal to its view. Passes of that table wait meanwhile.",
                RegistryTable.COMPARE,
                names.compare() + "(tv text)",
                "void " + Functions.evaluating(home, plan.options().timeZone()),
                text.toString());
    }

    private GeneratedFunction range() {
        StringBuilder text = new StringBuilder("#variable_conflict use_column\nDECLARE\n");
        text.append("  coarse CONSTANT boolean := true;\n");
        if (guarded()) {
            text.append("  buckets CONSTANT integer[] := '{}';\n");
        }
        text.append(FailureSql.DECLARATIONS);
        if (plan.tables().stream().anyMatch(t -> !t.table().proof().keyUnique())) {
            text.append("  twice text;\n");
        }
        text.append("BEGIN\n").append(refusal());
        plan.tables().forEach(table -> text.append(range(table)));
        return Functions.closed(
                "The same for the rows whose first key column is above one value and not above another; says whether"
                        + " that can be done.",
                RegistryTable.COMPARE_RANGE,
                names.compareRange() + "(tv text, above text, up_to text)",
                "boolean " + Functions.evaluating(home, plan.options().timeZone()),
                text.append("  RETURN false;\nEND\n").toString());
    }

    /** What compares a range of a table; empty if it cannot be cut. */
    String range(TablePlan table) {
        RecomputeSql recompute = new RecomputeSql(table);
        if (!recompute.canBeCut()) {
            return "";
        }
        return "  IF tv = " + Functions.quoted(table.name()) + " THEN\n"
                + LockSql.relations("    ", table.table())
                + LockSql.table(table.lock(), false)
                + (guarded() ? LockSql.guard(names.guard(), table.lock()) : "")
                + new FailureSql(table, null).around(recompute.range())
                + "    RETURN true;\n  END IF;\n";
    }

    private boolean guarded() {
        return plan.options().isolation() == IvmOptions.Isolation.ANY;
    }

    private static String refusal() {
        return """
                  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
                    RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE =
                      'A table can be compared with its view at READ COMMITTED only.';
                  END IF;
                """;
    }
}
