// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.report.PlannedStep;
import com.fraiseql.migrate.report.UnitReport;
import com.fraiseql.migrate.report.UpPlan;
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
        Migrator migrator = engine.migrator(context);
        UpPlan plan = migrator.plan(options);
        if (json) {
            context.terminal().line(Json.write(asMap(plan, migrator)));
        } else {
            print(plan, migrator);
        }
        return ExitCode.OK.number();
    }

    private void print(UpPlan plan, Migrator migrator) {
        Terminal terminal = context.terminal();
        plan.warnings().forEach(terminal::warn);
        if (plan.steps().isEmpty()) {
            terminal.line(terminal.done() + " Nothing to do");
            return;
        }
        int count = plan.steps().size();
        terminal.line("Would apply " + Counted.of(count, "migration") + ":");
        for (PlannedStep step : plan.steps()) {
            terminal.line("  " + terminal.open() + " " + step.file() + " (" + describe(step) + ")");
            for (UnitReport unit : step.units()) {
                if (unit.kind() == UnitReport.Kind.STANDALONE) {
                    terminal.line("      standalone, line " + unit.line() + ": " + unit.title());
                }
            }
            if (showSql) {
                migrator.statements(step.version()).forEach(sql -> terminal.line(sql + ";"));
            }
        }
        terminal.line("Nothing has been changed.");
    }

    private static String describe(PlannedStep step) {
        List<UnitReport> units = step.units();
        int statements = units.stream().mapToInt(UnitReport::statements).sum();
        String size = units.size() == 1
                ? Counted.of(statements, "statement")
                        + (units.get(0).kind() == UnitReport.Kind.STANDALONE ? "" : " in one transaction")
                : Counted.of(statements, "statement") + " in " + Counted.of(units.size(), "unit");
        return switch (step.action()) {
            case APPLY -> size;
            case REAPPLY -> size + ", again since it has changed";
            case RESUME -> size + ", resumed after " + Counted.of(step.unitsDone(), "unit");
        };
    }

    private Map<String, @Nullable Object> asMap(UpPlan plan, Migrator migrator) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("dryRun", true);
        List<Map<String, @Nullable Object>> steps =
                plan.steps().stream().map(step -> asMap(step, migrator)).toList();
        map.put("pending", steps);
        map.put("alreadyApplied", plan.alreadyApplied());
        map.put("warnings", RunReport.warnings(remarks, plan.warnings()));
        return map;
    }

    private Map<String, @Nullable Object> asMap(PlannedStep step, Migrator migrator) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("version", step.version());
        map.put("file", step.file());
        map.put("action", step.action().name().toLowerCase(Locale.ROOT));
        List<Map<String, @Nullable Object>> units =
                step.units().stream().map(DryRun::asMap).toList();
        map.put("units", units);
        if (showSql) {
            map.put("sql", migrator.statements(step.version()));
        }
        return map;
    }

    static Map<String, @Nullable Object> asMap(UnitReport unit) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("unit", unit.unit());
        map.put("kind", unit.kind());
        map.put("statements", unit.statements());
        map.put("line", unit.line());
        map.put("lastLine", unit.lastLine());
        map.put("checksum", unit.checksum());
        map.put("title", unit.title());
        return map;
    }
}
