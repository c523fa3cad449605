// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import com.fraiseql.migrate.projection.CascadeNotes;
import com.fraiseql.migrate.projection.CascadeRules;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The changes of the main database, with the options of the application. */
public final class ChangeSource {

    private final Supplier<DataSource> dataSource;
    private final Supplier<DataSource> connections;
    private final CascadeOptions options;
    private final CascadeMode mode;
    private final boolean migrates;

    /**
     * Creates it.
     *
     * @param dataSource of the main database
     * @param connections gives connections to it that are kept
     * @param migrates whether this application applies migrations; one that only validates leaves the triggers to the
     *     one that migrates
     */
    public ChangeSource(
            Supplier<DataSource> dataSource,
            Supplier<DataSource> connections,
            CascadeOptions options,
            CascadeMode mode,
            boolean migrates) {
        this.dataSource = dataSource;
        this.connections = connections;
        this.options = options;
        this.mode = mode;
        this.migrates = migrates;
    }

    void install() {
        if (migrates) {
            new CascadeNotes(dataSource.get(), options).install();
        }
    }

    List<String> entities() {
        return new CascadeRules(dataSource.get())
                .keyPlans(options).stream()
                        .map(KeyPlan::entity)
                        .map(entity -> entity.name())
                        .toList();
    }

    ChangeFeed open() {
        return new CascadeNotes(dataSource.get(), options).open(connections.get(), mode == CascadeMode.NOTIFY);
    }

    public CascadeMode mode() {
        return mode;
    }
}
