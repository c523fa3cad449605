// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.ivm;

import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.OtherSources;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The main database's read tables and their maintenance, with the options of the application. A table that an
 * {@link com.fraiseql.migrate.projection.sync.InitialSync} bean or a file fills is named and left alone.
 */
public final class MaintainedTables {

    private final Supplier<@Nullable ReadTables> readTables;
    private final Supplier<IncrementalMaintenance> maintenance;
    private final SyncOptions syncOptions;
    private final IvmOptions options;

    /**
     * Creates them.
     *
     * @param readTables gives null where there is no read table
     * @param maintenance called where there is one only, so that a start without any loads no class for it
     */
    public MaintainedTables(
            Supplier<@Nullable ReadTables> readTables,
            Supplier<IncrementalMaintenance> maintenance,
            SyncOptions syncOptions,
            IvmOptions options) {
        this.readTables = readTables;
        this.maintenance = maintenance;
        this.syncOptions = syncOptions;
        this.options = options;
    }

    /** Each read table, and whether it can be maintained. */
    IvmReport analyse() {
        ReadTables tables = readTables.get();
        if (tables == null) {
            return new IvmReport(List.of(), "");
        }
        OtherSources others = OtherSources.of(tables, syncOptions);
        return others.addedTo(maintenance.get().analyse(others.without(options)));
    }

    /** Installs the maintenance of every table that can be maintained; of those that are named, if any are. */
    IvmResult apply(Set<String> names) {
        ReadTables tables = readTables.get();
        if (tables == null) {
            return new IvmResult(List.of(), List.of(), List.of());
        }
        OtherSources others = OtherSources.of(tables, syncOptions);
        IvmResult result = maintenance.get().apply(others.without(options.withTables(names)));
        return new IvmResult(
                others.addedTo(new IvmReport(result.tables(), "")).tables(), result.installed(), result.removed());
    }

    List<IvmProblem> inspect() {
        return maintenance.get().inspect(options);
    }
}
