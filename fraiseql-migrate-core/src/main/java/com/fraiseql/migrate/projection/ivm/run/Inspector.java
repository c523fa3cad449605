// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.catalog.InstalledFunctions;
import com.fraiseql.migrate.catalog.InstalledTrigger;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmProblem.Kind;
import com.fraiseql.migrate.projection.ivm.registry.RegisteredTable;
import com.fraiseql.migrate.projection.ivm.write.GeneratedFunction;
import com.fraiseql.migrate.projection.ivm.write.GeneratedTrigger;
import com.fraiseql.migrate.projection.ivm.write.Names;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds what keeps maintained tables from being right. Changes nothing. */
public final class Inspector {

    private static final String INSTALL = "Install the maintenance again (fraiseql migrate ivm --apply).";

    private final IvmRun ivm;
    private final IvmOptions options;
    private final Analyser analyser;
    private final List<IvmProblem> problems = new ArrayList<>();

    public Inspector(IvmRun ivm, IvmOptions options, Analyser analyser) {
        this.ivm = ivm;
        this.options = options;
        this.analyser = analyser;
    }

    public List<IvmProblem> inspect() throws SQLException {
        Ground ground = Ground.read(ivm, options, analyser);
        if (ground.registered().isEmpty()) {
            return List.of();
        }
        boolean current = definitions(ground);
        queue(ground);
        if (current) {
            functions(ground);
            triggers(ground);
        }
        replicated(ground);
        return problems;
    }

    /** Whether what is installed is what would be generated now; only then can it be compared with that. */
    private boolean definitions(Ground ground) {
        boolean current = true;
        for (RegisteredTable table : ground.registered().values()) {
            if (!ground.isCurrent(table)) {
                current = false;
                if (ground.missingPrivilege(table.table()).isPresent()) {
                    // whether it is current is for the role to say that maintains it
                    continue;
                }
                problems.add(new IvmProblem(
                        table.table(),
                        Kind.DEFINITION_CHANGED,
                        table.compared()
                                ? "The view of " + table.table() + ", or something that it is made of, has "
                                        + "changed since its"
                                        + " maintenance was generated."
                                : table.table() + " has not been compared with its view since its maintenance was"
                                        + " installed.",
                        INSTALL));
            }
        }
        return current;
    }

    private void queue(Ground ground) throws SQLException {
        long rows = ivm.link()
                .query("SELECT count(*) FROM " + new Names(ground.home()).queue())
                .get(0)
                .number(0);
        if (rows > 0) {
            problems.add(new IvmProblem(
                    null,
                    Kind.ORPHANED_QUEUE_ROWS,
                    "The queue has " + rows + " rows of transactions that have ended: what they changed was not "
                            + "maintained.",
                    "Repair the tables (fraiseql migrate ivm verify --repair), and look for what has disabled "
                            + "the trigger"
                            + " of the queue."));
        }
    }

    private void functions(Ground ground) throws SQLException {
        Map<String, String> bodies = InstalledFunctions.bodies(
                ivm.link(), Names.PREFIX + "_", ground.home().schema());
        for (GeneratedFunction function : ground.script().functions()) {
            String found = bodies.get(function.name());
            if (found == null || !found.strip().equals(function.body().strip())) {
                problems.add(new IvmProblem(
                        null,
                        Kind.GENERATED_SQL_CHANGED,
                        "The function " + function.name() + (found == null ? " is missing." : " has been changed."),
                        INSTALL));
            }
        }
        if (ivm.link()
                .query("SELECT FROM pg_trigger WHERE tgname = 'fraiseql_ivm_ticket' AND tgenabled IN ('O', 'A') AND"
                        + " tgrelid = " + Sql.literal(new Names(ground.home()).queue()) + "::regclass")
                .isEmpty()) {
            problems.add(new IvmProblem(
                    null,
                    Kind.GENERATED_SQL_CHANGED,
                    "The trigger of the queue is missing or disabled, so nothing is maintained.",
                    INSTALL));
        }
    }

    private void triggers(Ground ground) throws SQLException {
        List<InstalledTrigger> installed = InstalledTrigger.read(
                ivm.link(), Names.TRIGGER_PREFIX, ground.home().schema());
        for (GeneratedTrigger trigger : ground.script().triggers()) {
            if (trigger.isIn(installed)) {
                continue;
            }
            String on = trigger.schema() + "." + trigger.table();
            if (installed.stream().anyMatch(trigger::is)) {
                problems.add(new IvmProblem(
                        null,
                        Kind.TRIGGER_DISABLED,
                        "The trigger " + trigger.name() + " on " + on + " is disabled.",
                        INSTALL));
            } else if (installed.stream()
                    .noneMatch(t ->
                            t.schema().equals(trigger.schema()) && t.table().equals(trigger.table()))) {
                if (problems.stream().noneMatch(p -> p.message().startsWith(on + " "))) {
                    problems.add(new IvmProblem(
                            null,
                            Kind.PARTITION_WITHOUT_TRIGGERS,
                            on + " has no triggers, so changes of it are not maintained.",
                            INSTALL));
                }
            } else {
                problems.add(new IvmProblem(
                        null,
                        Kind.TRIGGER_MISSING,
                        "The trigger " + trigger.name() + " on " + on + " is missing.",
                        INSTALL));
            }
        }
    }

    private void replicated(Ground ground) throws SQLException {
        String relations = String.join(
                ", ",
                ground.script().triggers().stream()
                        .map(t -> Sql.literal(Sql.name(t.schema(), t.table())))
                        .distinct()
                        .toList());
        if (relations.isEmpty()) {
            return;
        }
        for (Row row : ivm.link()
                .query("SELECT DISTINCT srrelid::regclass::text FROM pg_subscription_rel WHERE srrelid IN (SELECT"
                        + " to_regclass(r) FROM unnest(ARRAY[" + relations + "]) r) ORDER BY 1")) {
            problems.add(new IvmProblem(
                    null,
                    Kind.REPLICATED,
                    row.text(0) + " receives rows by logical replication, for which statement triggers do not fire.",
                    "Maintain the tables on the publisher, and replicate them, or leave them to the sync."));
        }
    }
}
