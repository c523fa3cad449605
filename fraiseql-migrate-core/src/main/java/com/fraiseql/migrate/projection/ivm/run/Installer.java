// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.catalog.InstalledTrigger;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.registry.RegisteredTable;
import com.fraiseql.migrate.projection.ivm.write.GeneratedTrigger;
import com.fraiseql.migrate.projection.ivm.write.IvmScript;
import com.fraiseql.migrate.projection.ivm.write.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Installs the maintenance while others write, under the mutex of the sync.
 *
 * <ol>
 *   <li>Tables, functions and the ticket, in one transaction that waits for those that an older version would maintain.
 *   <li>Triggers, relation by relation, each in a short transaction that waits for writers for a short time only.
 *   <li>What is not needed any more is removed.
 *   <li>Each table that was not maintained by the same SQL before is compared with its view, range by range: from here
 *       on it is equal.
 * </ol>
 *
 * <p>A step that is not finished is done by the next run: a table is registered as compared with its comparison.
 */
public final class Installer {

    private final IvmRun ivm;
    private final IvmOptions options;
    private final Analyser analyser;

    public Installer(IvmRun ivm, IvmOptions options, Analyser analyser) {
        this.ivm = ivm;
        this.options = options;
        this.analyser = analyser;
    }

    /** What would be installed. Changes nothing. */
    public IvmReport analyse() throws SQLException {
        Ground ground = Ground.read(ivm, options, analyser);
        return new IvmReport(ground.verdicts(), ground.script().text());
    }

    /** The same, with what the planner says that a row costs. */
    public IvmReport explain() throws SQLException {
        Ground ground = Ground.read(ivm, options, analyser);
        List<TableVerdict> verdicts = new ArrayList<>();
        for (TableVerdict verdict : ground.verdicts()) {
            verdicts.add(ground.maintained(verdict.table())
                    .map(maintained -> RecomputeCost.added(ivm, verdict, maintained))
                    .orElse(verdict));
        }
        return new IvmReport(verdicts, ground.script().text());
    }

    /** Installs what is not current, and removes what is not wanted. */
    public IvmResult install() throws SQLException {
        Ground before = Ground.read(ivm, options, analyser);
        before.requirePrivileges();
        if (toDo(before).isEmpty()
                && removed(before).isEmpty()
                && missing(before).isEmpty()) {
            return new IvmResult(before.verdicts(), List.of(), List.of());
        }
        return ivm.alone(before.home().schema(), alone -> install(Ground.read(ivm, options, analyser)));
    }

    private IvmResult install(Ground ground) throws SQLException {
        IvmScript script = ground.script();
        List<String> todo = toDo(ground);
        List<String> removed = removed(ground);
        if (!todo.isEmpty() || !removed.isEmpty()) {
            ivm.committed(script.foundation()
                    + script.queueLock()
                    + script.functionsText()
                    + String.join("", todo.stream().map(script::register).toList()));
        }
        boolean retriggered = createTriggers(missing(ground));
        ivm.committed(script.cleanup());
        // a trigger that was missing may have missed changes
        List<String> compared = retriggered ? script.tables() : todo;
        for (String table : script.tables()) {
            if (compared.contains(table)) {
                ivm.compare(ground.home().schema(), ground.projection(table), script.compared(table));
            }
        }
        Ground after = Ground.read(ivm, options, analyser);
        return new IvmResult(after.verdicts(), compared, removed);
    }

    private boolean createTriggers(List<GeneratedTrigger> missing) throws SQLException {
        Map<String, StringBuilder> byRelation = new LinkedHashMap<>();
        for (GeneratedTrigger trigger : missing) {
            byRelation
                    .computeIfAbsent(trigger.schema() + "." + trigger.table(), k -> new StringBuilder())
                    .append(trigger.sql());
        }
        for (StringBuilder sql : byRelation.values()) {
            ivm.committed(sql.toString());
        }
        return !missing.isEmpty();
    }

    private static List<String> toDo(Ground ground) {
        List<String> todo = new ArrayList<>();
        for (TableVerdict verdict : ground.verdicts()) {
            RegisteredTable found = ground.registered().get(verdict.table());
            if (ground.script().tables().contains(verdict.table()) && (found == null || !ground.isCurrent(found))) {
                todo.add(verdict.table());
            }
        }
        return todo;
    }

    private static List<String> removed(Ground ground) {
        return ground.registered().keySet().stream()
                .filter(table -> !ground.script().tables().contains(table))
                .toList();
    }

    private List<GeneratedTrigger> missing(Ground ground) throws SQLException {
        List<InstalledTrigger> installed = InstalledTrigger.read(
                ivm.link(), Names.TRIGGER_PREFIX, ground.home().schema());
        return ground.script().triggers().stream()
                .filter(trigger -> !trigger.isIn(installed))
                .toList();
    }
}
