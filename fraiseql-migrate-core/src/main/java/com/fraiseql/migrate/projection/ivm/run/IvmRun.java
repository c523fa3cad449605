// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.fill.MaintainedComparison;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncMutex;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** One session that works on the maintenance, with the waits, retries and settings of a sync. */
public final class IvmRun {

    private final SyncRun run;
    private final TransactionalSession link;

    private IvmRun(SyncRun run, TransactionalSession link) {
        this.run = run;
        this.link = link;
    }

    /** What is done with it. */
    @FunctionalInterface
    public interface Work<T> {
        T in(IvmRun run) throws SQLException;
    }

    /** Opens one, and closes it. Failures are {@link com.fraiseql.migrate.failure.MigrateException}s. */
    public static <T> T with(DataSource dataSource, IvmOptions options, Work<T> work) {
        SyncRun run = new SyncRun(dataSource, syncOptions(options), new SyncListener() {});
        TransactionalSession link = run.open();
        try {
            return work.in(new IvmRun(run, link));
        } catch (SQLException e) {
            throw SyncFailures.of("the maintained tables", e);
        } finally {
            run.close(link);
        }
    }

    private static SyncOptions syncOptions(IvmOptions options) {
        SyncOptions defaults = SyncOptions.defaults();
        return new SyncOptions(
                options.schema(),
                options.scope(),
                defaults.permissions(),
                defaults.concurrency(),
                new SyncOptions.Waits(
                        SyncOptions.WhenBusy.WAIT,
                        Duration.ofHours(1),
                        options.waits().lockTimeout(),
                        options.waits().lockWait()),
                options.timeZone());
    }

    SyncRun run() {
        return run;
    }

    TransactionalSession link() {
        return link;
    }

    /** Something in a transaction of its own, retried while locks are in the way. */
    void committed(String sql) throws SQLException {
        run.committed(link, sql);
    }

    /**
     * Makes a table equal to its view.
     *
     * @param schema where the generated objects are
     * @param record statements that are executed with the end of it
     */
    void compare(String schema, Projection table, String record) throws SQLException {
        new MaintainedComparison(run, link, schema).compare(table, record);
    }

    /** Something that no sync and no other installation does at the same time. */
    <T> T alone(String schema, Work<T> work) throws SQLException {
        return new SyncMutex(run, link, schema).hold(() -> work.in(this));
    }
}
