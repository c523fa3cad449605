// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.derive.IvmPlan;
import com.fraiseql.migrate.projection.ivm.derive.Source;
import com.fraiseql.migrate.projection.ivm.derive.TablePlan;
import com.fraiseql.migrate.script.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The SQL of incremental maintenance, whole or in the parts that are installed one after the other. It is the same for
 * the same input, can be run again, and can be run in one transaction.
 */
public final class IvmScript {

    private final IvmPlan plan;
    private final Home home;
    private final Names names;
    private final Map<String, String> definitions;

    private IvmScript(IvmPlan plan, Home home, Map<String, String> definitions) {
        this.plan = plan;
        this.home = home;
        this.names = new Names(home);
        this.definitions = definitions;
    }

    /**
     * Writes it.
     *
     * @param tables the tables that are to be maintained; all others no longer are
     * @param home where the generated objects are
     */
    public static IvmScript of(List<Maintained> tables, IvmOptions options, Home home) {
        return of(tables, options, home, Map.of());
    }

    /**
     * Writes it.
     *
     * @param definitions the hash of each table's view, by the table's name with its schema: kept in the registry
     */
    public static IvmScript of(
            List<Maintained> tables, IvmOptions options, Home home, Map<String, String> definitions) {
        return new IvmScript(IvmPlan.of(tables, options), home, definitions);
    }

    public Names names() {
        return names;
    }

    /** The maintained tables with their schemas, in the order of maintenance. */
    public List<String> tables() {
        return plan.tables().stream().map(TablePlan::name).toList();
    }

    /** Everything, for a file that is run in one transaction. */
    public String text() {
        if (plan.tables().isEmpty()) {
            return "-- No table can be maintained incrementally.\n";
        }
        StringBuilder text = new StringBuilder();
        text.append("-- Incremental maintenance: after every committed transaction these tables equal their views.\n");
        plan.tables()
                .forEach(t -> text.append(Functions.comment(
                                "  " + t.name() + " = " + t.table().name().view()))
                        .append('\n'));
        text.append("-- Generated; run it in one transaction. It can be run again.\n\n");
        text.append(foundation()).append('\n').append(functionsText());
        text.append("\n-- Triggers come before the comparison, so that no change is missed between the two.\n");
        triggers().forEach(t -> text.append(t.sql()));
        text.append('\n').append(queueLock()).append(cleanup());
        tables().forEach(t -> text.append(register(t)));
        text.append('\n');
        tables().forEach(t -> text.append(compare(t)));
        return text.toString();
    }

    /** The tables and sequences. */
    public String foundation() {
        return FoundationSql.tables(plan, names);
    }

    /**
     * Waits until no transaction is left that an older version of the functions may still maintain. A pass of that and
     * one of this version might not take the same locks.
     */
    public String queueLock() {
        return "-- Transactions that an older version would maintain end first.\nLOCK TABLE " + names.queue()
                + " IN SHARE ROW EXCLUSIVE MODE;\n";
    }

    /** All functions, and the ticket. */
    public String functionsText() {
        return functions().stream().map(f -> f.sql() + "\n").collect(Collectors.joining())
                + FoundationSql.ticket(names);
    }

    /** All functions. */
    public List<GeneratedFunction> functions() {
        List<GeneratedFunction> functions = new ArrayList<>();
        plan.tables().forEach(table -> functions.add(maintain(table)));
        PassSql pass = new PassSql(plan, names, home);
        functions.add(pass.pass());
        functions.add(pass.flush());
        functions.addAll(comparison().functions());
        plan.sources().forEach(source -> functions.addAll(collectors(source)));
        return functions;
    }

    private ComparisonSql comparison() {
        return new ComparisonSql(plan, names, home);
    }

    private List<GeneratedFunction> collectors(Source source) {
        Enqueue enqueue = new Enqueue(names, plan.options().isolation());
        BaseTable table = source.table();
        String returns = "trigger " + Functions.CAPTURING;
        GeneratedFunction wholesale = Functions.closed(
                "Recomputes everything that reads " + table.displayName() + ".",
                names.wholesaleName(table),
                names.wholesale(table) + "()",
                returns,
                WholesaleSql.body(source, enqueue));
        return source.wholesale()
                ? List.of(wholesale)
                : List.of(
                        Functions.closed(
                                "Captures what statements change in " + table.displayName() + ".",
                                names.collectorName(table),
                                names.collector(table) + "()",
                                returns,
                                new CollectorSql(source, enqueue, names).body()),
                        wholesale);
    }

    private GeneratedFunction maintain(TablePlan table) {
        return new MaintainSql(table, plan.options(), names).function();
    }

    /** The triggers on base tables. */
    public List<GeneratedTrigger> triggers() {
        return TriggerSql.all(plan, names);
    }

    /** Removes triggers, functions and entries that are not part of this. */
    public String cleanup() {
        return CleanupSql.of(plan, names, home, triggers());
    }

    /** The entry of a table in the registry. */
    public String register(String table) {
        TablePlan found = plan.tables().stream()
                .filter(t -> t.name().equals(table))
                .findFirst()
                .orElseThrow();
        String definition = definitions.get(table);
        return "INSERT INTO " + names.registry() + " AS o (tv, view, lock, definition, generated)\n  VALUES ("
                + Functions.quoted(table) + ", "
                + Functions.quoted(found.table().name().schema() + "."
                        + found.table().name().view())
                + ", " + found.lock() + ", " + (definition == null ? "NULL" : Functions.quoted(definition)) + ", "
                + Functions.quoted(Objects.requireNonNull(hashes().get(table)))
                + ")\n  ON CONFLICT (tv) DO UPDATE SET view = excluded.view, lock = excluded.lock, definition ="
                + " excluded.definition,\n    generated = excluded.generated, compared = o.compared AND o.generated ="
                + " excluded.generated AND o.definition IS NOT DISTINCT FROM excluded.definition;\n";
    }

    /** Makes a table equal to its view. */
    private String compare(String table) {
        return "SELECT " + names.compare() + "(" + Functions.quoted(table) + ");\n" + compared(table);
    }

    /** Records that a table is equal to its view. */
    public String compared(String table) {
        return "UPDATE " + names.registry() + " SET compared = true, installed_at = now() WHERE tv = "
                + Functions.quoted(table) + ";\n";
    }

    /**
     * A hash of what maintains each table: its function, what compares its ranges, the collectors of its base tables
     * and their triggers, and the settings of the pass.
     */
    public Map<String, String> hashes() {
        String settings = Functions.evaluating(home, plan.options().timeZone());
        Map<String, String> hashes = new LinkedHashMap<>();
        for (TablePlan table : plan.tables()) {
            List<Source> sources = plan.sources().stream()
                    .filter(s -> s.concernsTable(table.name()))
                    .toList();
            String collectors = sources.stream()
                    .flatMap(s -> collectors(s).stream())
                    .map(GeneratedFunction::body)
                    .collect(Collectors.joining());
            String relations = sources.stream()
                    .flatMap(s -> s.table().family().stream())
                    .map(r -> r.schema() + "." + r.name())
                    .collect(Collectors.joining(","));
            hashes.put(
                    table.name(),
                    Sha256.of(settings + maintain(table).body() + comparison().range(table) + collectors + relations));
        }
        return hashes;
    }
}
