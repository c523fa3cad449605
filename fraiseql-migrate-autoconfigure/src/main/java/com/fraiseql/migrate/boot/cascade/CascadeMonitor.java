// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import com.fraiseql.migrate.boot.monitor.Answer;
import com.fraiseql.migrate.boot.monitor.CachedAnswer;
import com.fraiseql.migrate.projection.CascadeRules;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The cascade rules of the main database, for the endpoint. They are read at most once per time to live. */
public final class CascadeMonitor {

    private final CachedAnswer<CascadeReport> report;

    /**
     * Creates the monitor.
     *
     * @param dataSource of the main database
     * @param timeToLive how long an answer of the database is reused
     */
    public CascadeMonitor(Supplier<DataSource> dataSource, CascadeOptions options, Duration timeToLive) {
        this.report = new CachedAnswer<>(
                () -> new CascadeRules(dataSource.get()).report(options), timeToLive, Clock.systemUTC());
    }

    /** The rules. */
    public Answer<CascadeReport> report() {
        return report.get();
    }
}
