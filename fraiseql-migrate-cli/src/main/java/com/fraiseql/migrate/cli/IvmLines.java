// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.LinkPath;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import com.fraiseql.migrate.projection.ivm.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is known of incremental maintenance, for a person. */
final class IvmLines {

    private final Terminal terminal;

    IvmLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One table with the reasons for its verdict and what would make it cheaper. */
    void table(TableVerdict table) {
        boolean right = table.incremental() && table.installed() != Installed.OUTDATED;
        terminal.line((right ? terminal.done() : table.incremental() ? terminal.wrong() : terminal.open()) + " "
                + title(table));
        table.finding().reasons().forEach(this::reason);
        table.finding().advice().forEach(this::advice);
    }

    /** The same, and how changes find the rows that they concern. */
    void explain(TableVerdict table) {
        table(table);
        Double cost = table.finding().cost();
        if (cost != null) {
            terminal.line(
                    String.format(Locale.ROOT, "    to recompute one row costs %.1f by the planner's estimate", cost));
        }
        for (LinkPath path : table.finding().paths()) {
            terminal.line("  " + path.table() + (path.alias().isEmpty() ? "" : " as " + path.alias()));
            terminal.line("    columns: " + String.join(", ", path.columns()));
            terminal.line("    " + (path.steps().isEmpty() ? "has the key" : String.join(", then ", path.steps())));
        }
    }

    private static String title(TableVerdict table) {
        String from = table.table() + (table.view() == null ? "" : " from " + table.view()) + ": ";
        String verdict = table.incremental() ? "incremental" : "compare at sync only";
        return from
                + verdict
                + switch (table.installed()) {
                    case NO -> table.incremental() ? ", not installed" : "";
                    case CURRENT -> ", maintained";
                    case OUTDATED -> ", maintained by what was generated for an earlier definition";
                };
    }

    private void reason(Reason reason) {
        terminal.line("    " + reason.construct() + " (" + reason.place() + ")");
        terminal.line("      " + reason.message());
        terminal.line("      Cure: " + reason.cure());
    }

    private void advice(Reason advice) {
        terminal.line("    Advice: " + advice.message() + " " + advice.cure() + " (" + advice.construct() + ", "
                + advice.place() + ")");
    }

    void problem(IvmProblem problem) {
        terminal.line(terminal.wrong() + " " + (problem.table() == null ? "" : problem.table() + ": ")
                + problem.message() + " " + problem.advice());
    }

    void verification(Verification found) {
        if (found.equal()) {
            terminal.line(terminal.done() + " " + found.table() + ": " + rows(found.rows()) + " compared, all equal");
            return;
        }
        List<String> parts = new ArrayList<>();
        add(parts, found.missing(), "missing");
        add(parts, found.different(), "different");
        add(parts, found.extra(), "not in the view");
        terminal.line((found.repaired() ? terminal.done() : terminal.wrong()) + " " + found.table() + ": "
                + rows(found.rows()) + " compared, " + String.join(", ", parts)
                + (found.repaired() ? "; repaired" : ""));
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }

    private static String rows(long count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "row" : "rows");
    }
}
