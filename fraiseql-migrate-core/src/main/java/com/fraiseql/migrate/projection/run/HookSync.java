// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.survey.ReadTable;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncContext;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableResult.Changes;
import com.fraiseql.migrate.projection.sync.TableResult.Execution;
import com.fraiseql.migrate.projection.table.ProgressMeter;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Runs one hook: in a transaction that the state row's "done" is part of. */
final class HookSync implements SyncContext {

    private final SyncRun run;
    private final TransactionalSession link;
    private final StateTable state;
    private final ReadTable work;
    private final InitialSync hook;
    private final List<String> readers;
    private final String name;
    private final ProgressMeter meter;
    private final long start = System.nanoTime();
    private @Nullable String checkpoint;

    HookSync(SyncRun run, TransactionalSession link, StateTable state, ReadTable work, List<String> readers) {
        this.run = run;
        this.link = link;
        this.state = state;
        this.work = work;
        this.hook = Objects.requireNonNull(work.hook());
        this.name = work.name();
        this.readers = readers;
        this.meter = new ProgressMeter(run, name, SyncPhase.HOOK, start, 0, 0);
    }

    TableResult sync(String reason, @Nullable SyncState before) throws SQLException {
        String definition = work.definition();
        long oid = work.projection().oid();
        boolean resumed = before != null
                && definition.equals(before.target())
                && before.targetOid() == oid
                && !SyncState.replaced(before.targetFiles(), work.projection().files())
                && !run.options().full();
        if (resumed) {
            checkpoint = Objects.requireNonNull(before).checkpoint();
        } else {
            link.execute(state.begin(name, definition, oid, work.projection().files(), reason, readers));
        }
        link.inTransaction(tx -> {
            tx.settle();
            try {
                hook.synchronize(this);
            } catch (SQLException | RuntimeException e) {
                if (run.cancelled()) {
                    throw SyncFailures.cancelled(e);
                }
                if (e instanceof MigrateException known) {
                    throw known;
                }
                throw SyncFailures.hook(name, ReadTable.nameOf(hook), e);
            }
            tx.execute(state.finish(name, Target.rows(work.projection()), true, readers));
            return 0;
        });
        return new TableResult(
                name,
                hook.entityType(),
                reason,
                ReadTable.nameOf(hook),
                Changes.NOT_COUNTED,
                new Execution(1, resumed, Duration.ofNanos(System.nanoTime() - start)));
    }

    @Override
    public Connection connection() {
        return link.connection();
    }

    @Override
    public DataSource dataSource() {
        return new SingleConnectionDataSource(link.connection(), true);
    }

    @Override
    public boolean isFull() {
        return run.options().full();
    }

    @Override
    public Optional<String> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    @Override
    public void commit(String newCheckpoint) throws SQLException {
        link.execute(state.checkpoint(name, newCheckpoint));
        link.connection().commit();
        link.settle();
        checkpoint = newCheckpoint;
        checkCancelled();
    }

    @Override
    public void progress(long done, long total) {
        meter.set(done, total);
    }

    @Override
    public boolean isCancelled() {
        return run.cancelled();
    }

    @Override
    public void checkCancelled() {
        run.check();
    }
}
