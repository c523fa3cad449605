// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.ivm;

import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.MaintenanceActivity;
import com.fraiseql.migrate.projection.OtherSources;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableActivity;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The main database's read tables and their maintenance, with the options of the application. A table that an
 * {@link com.fraiseql.migrate.projection.sync.InitialSync} bean or a file fills is named and left alone.
 */
public final class MaintainedTables {

    private final Supplier<@Nullable ReadTables> readTables;
    private final Supplier<DataSource> dataSource;
    private final SyncOptions syncOptions;
    private final IvmOptions options;

    /**
     * Creates them.
     *
     * @param readTables gives null where there is no read table
     * @param dataSource of the main database
     */
    public MaintainedTables(
            Supplier<@Nullable ReadTables> readTables,
            Supplier<DataSource> dataSource,
            SyncOptions syncOptions,
            IvmOptions options) {
        this.readTables = readTables;
        this.dataSource = dataSource;
        this.syncOptions = syncOptions;
        this.options = options;
    }

    /** Each read table, and whether it can be maintained. */
    IvmReport analyse() {
        return report(IncrementalMaintenance::analyse);
    }

    /** The same, with what recomputing one row costs. */
    IvmReport explain() {
        return report(IncrementalMaintenance::explain);
    }

    /** Installs the maintenance of every table that can be maintained; of those that are named, if any are. */
    IvmResult apply(Set<String> names) {
        ReadTables tables = readTables.get();
        if (tables == null) {
            return new IvmResult(List.of(), List.of(), List.of());
        }
        OtherSources others = OtherSources.of(tables, syncOptions);
        IvmResult result = maintenance().apply(others.without(options.withTables(names)));
        return new IvmResult(
                others.addedTo(new IvmReport(result.tables(), "")).tables(), result.installed(), result.removed());
    }

    /** What is wrong. */
    List<IvmProblem> inspect() {
        return maintenance().inspect(options);
    }

    /** Whether only another role may maintain it. */
    static boolean isForOthers(TableVerdict table) {
        return table.finding().reasons().stream().anyMatch(reason -> reason.code() == Reason.Code.PRIVILEGE);
    }

    private IvmReport report(BiFunction<IncrementalMaintenance, IvmOptions, IvmReport> look) {
        ReadTables tables = readTables.get();
        if (tables == null) {
            return new IvmReport(List.of(), "");
        }
        OtherSources others = OtherSources.of(tables, syncOptions);
        return others.addedTo(look.apply(maintenance(), others.without(options)));
    }

    List<TableActivity> activity() {
        return MaintenanceActivity.of(dataSource.get(), options.schema());
    }

    private IncrementalMaintenance maintenance() {
        return new IncrementalMaintenance(dataSource.get());
    }
}
