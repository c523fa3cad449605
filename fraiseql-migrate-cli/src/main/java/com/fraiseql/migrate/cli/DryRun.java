// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.UpOptions;
import com.fraiseql.migrate.plan.Plan;
import com.fraiseql.migrate.plan.PlannedMigration;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code up --dry-run}: the plan, its units, and with {@code --show-sql} the statements. Nothing is changed. */
final class DryRun {

    private final Context context;
    private final Engine engine;
    private final boolean showSql;
    private final boolean json;
    private final List<String> remarks;

    /** @param remarks the warnings that have already been printed */
    DryRun(Context context, Engine engine, boolean showSql, boolean json, List<String> remarks) {
        this.remarks = List.copyOf(remarks);
        this.context = context;
        this.engine = engine;
        this.showSql = showSql;
        this.json = json;
    }

    int run(UpOptions options) {
        Plan plan = engine.migrator(context).plan(options);
        if (json) {
            context.terminal().line(Json.write(asMap(plan)));
        } else {
            print(plan);
        }
        return ExitCode.OK.number();
    }

    private void print(Plan plan) {
        Terminal terminal = context.terminal();
        plan.warnings().forEach(terminal::warn);
        if (plan.steps().isEmpty()) {
            terminal.line(terminal.done() + " Nothing to do");
            return;
        }
        int count = plan.steps().size();
        terminal.line("Would apply " + count + (count == 1 ? " migration:" : " migrations:"));
        for (PlannedMigration step : plan.steps()) {
            List<Unit> units = script(step).units();
            terminal.line(
                    "  " + terminal.open() + " " + step.migration().fileName() + " (" + describe(step, units) + ")");
            for (Unit unit : units) {
                if (unit.kind() == Unit.Kind.STANDALONE) {
                    terminal.line("      standalone, line " + unit.line() + ": " + unit.title());
                }
            }
            if (showSql) {
                statements(step).forEach(sql -> terminal.line(sql + ";"));
            }
        }
        terminal.line("Nothing has been changed.");
    }

    private static String describe(PlannedMigration step, List<Unit> units) {
        int statements = units.stream().mapToInt(Unit::statementCount).sum();
        String size = units.size() == 1
                ? count(statements, "statement")
                        + (units.get(0).kind() == Unit.Kind.STANDALONE ? "" : " in one transaction")
                : count(statements, "statement") + " in " + count(units.size(), "unit");
        return switch (step.action()) {
            case APPLY -> size;
            case REAPPLY -> size + ", again since it has changed";
            case RESUME ->
                size + ", resumed"
                        + (step.row() == null
                                ? ""
                                : " after " + count(step.row().unitsDone(), "unit"));
        };
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private Script script(PlannedMigration step) {
        return Script.readUnchanged(
                step.migration().text(),
                Cuts.none(),
                engine.options().placeholders(),
                step.migration().checksum());
    }

    private List<String> statements(PlannedMigration step) {
        List<String> statements = new ArrayList<>();
        try (StatementReader reader =
                StatementReader.open(step.migration().text(), engine.options().placeholders())) {
            for (Statement statement = reader.next(); statement != null; statement = reader.next()) {
                statements.add(statement.shown());
            }
        }
        return statements;
    }

    private Map<String, @Nullable Object> asMap(Plan plan) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("dryRun", true);
        List<Map<String, @Nullable Object>> steps =
                plan.steps().stream().map(this::asMap).toList();
        map.put("pending", steps);
        map.put("alreadyApplied", plan.alreadyApplied());
        map.put("warnings", RunReport.warnings(remarks, plan.warnings()));
        return map;
    }

    private Map<String, @Nullable Object> asMap(PlannedMigration step) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("version", step.migration().version());
        map.put("file", step.migration().fileName());
        map.put("action", step.action().name().toLowerCase(Locale.ROOT));
        List<Map<String, @Nullable Object>> units =
                script(step).units().stream().map(DryRun::asMap).toList();
        map.put("units", units);
        if (showSql) {
            map.put("sql", statements(step));
        }
        return map;
    }

    static Map<String, @Nullable Object> asMap(Unit unit) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("unit", unit.index() + 1);
        map.put("kind", unit.kind());
        map.put("statements", unit.statementCount());
        map.put("line", unit.line());
        map.put("lastLine", unit.lastLine());
        map.put("checksum", unit.hash());
        map.put("title", unit.title());
        return map;
    }
}
