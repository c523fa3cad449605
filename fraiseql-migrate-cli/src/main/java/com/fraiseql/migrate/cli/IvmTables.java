// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.MaintenanceActivity;
import com.fraiseql.migrate.projection.OtherSources;
import com.fraiseql.migrate.projection.ReadTablePresence;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * The maintenance of the read tables of the database that the migrations are for. Tables that beans or files fill are
 * named and left alone.
 */
final class IvmTables {

    private final DataSource dataSource;
    private final IncrementalMaintenance maintenance;
    private final IvmOptions everything;
    private final IvmOptions options;
    private final OtherSources others;

    private IvmTables(DataSource dataSource, IvmOptions everything, OtherSources others) {
        this.dataSource = dataSource;
        this.maintenance = new IncrementalMaintenance(dataSource);
        this.everything = everything;
        this.options = others.without(everything);
        this.others = others;
    }

    static IvmTables of(Context context, Engine engine, ReadTableOptions given) {
        String history = engine.options().history().table();
        if (history.startsWith("tv_")) {
            throw new UsageProblem("--table " + history + " would be the history.", "Name read tables with --tables.");
        }
        ProjectConfig project = ProjectConfig.of(context.surroundings());
        SyncOptions sync = given.scope(ReadSide.options(engine, project));
        OtherSources others = ReadTablePresence.possibleIn(engine.dataSource())
                ? ReadSide.others(context, engine, sync)
                : OtherSources.NONE;
        return new IvmTables(engine.dataSource(), given.ivm(sync, project), others);
    }

    /** Each read table, and whether it can be maintained. Of those that beans or files fill only if none is named. */
    IvmReport analyse() {
        return shown(maintenance.analyse(options));
    }

    /** The same, with what recomputing one row costs. */
    IvmReport explain() {
        return shown(maintenance.explain(options));
    }

    private IvmReport shown(IvmReport report) {
        return options.scope().tables().isEmpty() ? others.addedTo(report) : report;
    }

    /** The tables that are maintained, also those that have been dropped since. */
    Set<String> registered() {
        Set<String> names = new TreeSet<>();
        MaintenanceActivity.of(dataSource, everything.schema()).forEach(table -> names.add(table.table()));
        return names;
    }

    IvmResult apply() {
        return maintenance.apply(options);
    }

    /** Of these tables only. */
    IvmResult apply(Set<String> tables) {
        return maintenance.apply(options.withTables(tables));
    }

    List<String> drop() {
        return maintenance.drop(everything);
    }

    List<Verification> verify(boolean repair, int sample) {
        return maintenance.verify(options, repair, sample);
    }

    List<IvmProblem> inspect() {
        return maintenance.inspect(everything);
    }
}
