// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.MigrateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.ClassUtils;

/** Runs one hook: in a transaction that the state row's "done" is part of. */
final class HookRun implements SyncContext {

    private final Run run;
    private final Link link;
    private final StateTable state;
    private final Work work;
    private final InitialSync hook;
    private final List<String> readers;
    private final String name;
    private final Meter meter;
    private final long start = System.nanoTime();
    private @Nullable String checkpoint;

    HookRun(Run run, Link link, StateTable state, Work work, List<String> readers) {
        this.run = run;
        this.link = link;
        this.state = state;
        this.work = work;
        this.hook = Objects.requireNonNull(work.hook());
        this.name = work.name();
        this.readers = readers;
        this.meter = new Meter(run, name, SyncPhase.HOOK, start, 0, 0);
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
                throw SyncFailures.hook(name, nameOf(hook), e);
            }
            tx.execute(state.finish(name, Target.rows(work.projection()), true, readers));
            return 0;
        });
        return new TableResult(
                name,
                hook.entityType(),
                reason,
                nameOf(hook),
                0,
                0,
                0,
                1,
                resumed,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** The hook's class as a person knows it: not the proxy's, and not nothing where it has no name. */
    static String nameOf(InitialSync hook) {
        return ClassUtils.getShortName(ClassUtils.getUserClass(hook));
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
