// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.ivm;

import com.fraiseql.migrate.boot.SpringWording;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ivm.IvmMode;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start does about incremental maintenance, after the migrations and the filling of the tables: it says which
 * tables can be maintained, or installs what maintains them.
 *
 * <p>Where a migration has changed what a maintained table is made of, its maintenance is reinstalled in every mode
 * but {@link IvmMode#OFF}: it would otherwise follow a view that is no longer there.
 */
public final class IvmRunner {

    private static final Logger log = LoggerFactory.getLogger(IvmRunner.class);

    private final MaintainedTables tables;
    private final IvmMode mode;
    private final boolean migrates;
    private final List<Consumer<List<String>>> listeners = new ArrayList<>();
    private volatile @Nullable FailureFacts failure;
    private @Nullable List<String> maintained;

    /**
     * Creates the runner.
     *
     * @param migrates whether this application applies migrations; one that only validates leaves it to the one that
     *     migrates what they make necessary, unless the mode is {@code apply}
     */
    public IvmRunner(MaintainedTables tables, IvmMode mode, boolean migrates) {
        this.tables = tables;
        this.mode = mode;
        this.migrates = migrates;
    }

    /**
     * Does what the mode says.
     *
     * @throws MigrateException if the maintenance of a table could not be installed
     */
    public void run() {
        try {
            switch (mode) {
                case OFF -> log.debug("Nothing is done about incremental maintenance (fraiseql.migrate.ivm.mode=off)");
                case RECOMMEND -> recommend();
                case APPLY -> apply(Set.of());
            }
            failure = null;
        } catch (MigrateException e) {
            failure = FailureFacts.of(e, Instant.now());
            throw e;
        }
    }

    private void recommend() {
        IvmReport report;
        Set<String> installed = new TreeSet<>();
        try {
            report = tables.analyse();
            tables.activity().forEach(table -> installed.add(table.table()));
        } catch (MigrateException e) {
            // nothing depends on a recommendation
            log.warn("Whether tables can be maintained incrementally is not known: {}", SpringWording.render(e));
            return;
        }
        Set<String> outdated = new TreeSet<>(installed);
        report.tables().stream()
                .filter(table -> table.installed() == Installed.CURRENT || MaintainedTables.isForOthers(table))
                .forEach(table -> outdated.remove(table.table()));
        if (!outdated.isEmpty() && migrates) {
            apply(installed);
        } else {
            outdated.forEach(table -> log.warn(
                    "{} is maintained by what was generated for an earlier definition; fraiseql migrate ivm --apply, or"
                            + " an application that migrates, reinstalls it",
                    table));
            maintained(installed);
        }
        report.tables().stream()
                .filter(table -> table.installed() == Installed.NO)
                .forEach(table -> tell(table, true));
        report.tables().stream()
                .filter(table -> table.installed() == Installed.CURRENT)
                .forEach(table -> log.debug("{} is maintained incrementally", table.table()));
    }

    private void apply(Set<String> names) {
        IvmResult result = tables.apply(names);
        if (!result.installed().isEmpty()) {
            log.info(
                    "Maintained incrementally: {} (installed, and compared with {})",
                    String.join(", ", result.installed()),
                    result.installed().size() == 1 ? "its view" : "their views");
        }
        result.removed()
                .forEach(table -> log.warn("{} is no longer maintained incrementally{}", table, why(result, table)));
        maintained(installed(result.tables()));
        if (names.isEmpty()) {
            result.tables().stream().filter(table -> !table.incremental()).forEach(table -> tell(table, false));
        }
    }

    private static Set<String> installed(List<TableVerdict> tables) {
        return tables.stream()
                .filter(table -> table.installed() != Installed.NO)
                .map(TableVerdict::table)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private synchronized void maintained(Set<String> tables) {
        List<String> names = List.copyOf(tables);
        if (!names.isEmpty() && !names.equals(maintained)) {
            maintained = names;
            listeners.forEach(listener -> listener.accept(names));
        }
    }

    /** Tells which tables are maintained as soon as that is known, and again when it changes. */
    public synchronized void whenMaintained(Consumer<List<String>> listener) {
        listeners.add(listener);
        if (maintained != null) {
            listener.accept(maintained);
        }
    }

    private static String why(IvmResult result, String name) {
        return result.tables().stream()
                .filter(table -> table.table().equals(name))
                .map(table -> ": " + reason(table.finding().reasons()))
                .findFirst()
                .orElse("");
    }

    private static void tell(TableVerdict table, boolean withHint) {
        if (!table.incremental()) {
            log.info(
                    "{} is compared at sync only: {}",
                    table.table(),
                    reason(table.finding().reasons()));
        } else if (withHint) {
            List<Reason> advice = table.finding().advice();
            log.info(
                    "{} can be maintained incrementally: {}{}",
                    table.table(),
                    "fraiseql.migrate.ivm.mode=apply does it",
                    advice.isEmpty() ? "" : ". Better before: " + reason(advice));
        }
    }

    /** The first reason with its cure, and how many more there are. */
    private static String reason(List<Reason> reasons) {
        if (reasons.isEmpty()) {
            return "the reason is not known";
        }
        Reason first = reasons.get(0);
        int more = reasons.size() - 1;
        return first.construct() + " (" + first.place() + "). " + first.message() + " " + first.cure()
                + (more == 0 ? "" : more == 1 ? " There is 1 more reason." : " There are " + more + " more reasons.");
    }

    public IvmMode mode() {
        return mode;
    }

    /** Why the last attempt of this start to install the maintenance failed; {@code null} if it did not. */
    public @Nullable FailureFacts failure() {
        return failure;
    }
}
