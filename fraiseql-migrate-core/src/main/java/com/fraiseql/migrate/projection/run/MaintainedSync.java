// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.fill.MaintainedComparison;
import com.fraiseql.migrate.projection.ivm.registry.RegisteredTable;
import com.fraiseql.migrate.projection.ivm.registry.RegistryTable;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.survey.ReadTable;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableResult.Changes;
import com.fraiseql.migrate.projection.sync.TableResult.Execution;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Fills a table that is maintained incrementally, by the comparison that was generated for it: it takes the table's
 * lock before it reads, so no pass comes between. A table whose definition has changed since is filled as any other,
 * and compared when its maintenance is generated again.
 */
final class MaintainedSync {

    private final SyncRun run;
    private final TransactionalSession link;
    private final StateTable state;

    MaintainedSync(SyncRun run, TransactionalSession link, StateTable state) {
        this.run = run;
        this.link = link;
        this.state = state;
    }

    boolean fills(ReadTable work) throws SQLException {
        RegisteredTable found = new RegistryTable(state.schema()).read(link).get(work.name());
        return found != null && work.hook() == null && work.definition().equals(found.definition());
    }

    TableResult sync(ReadTable work, String reason, List<String> readers) throws SQLException {
        long start = System.nanoTime();
        String name = work.name();
        link.execute(state.begin(
                name,
                work.definition(),
                work.projection().oid(),
                work.projection().files(),
                reason,
                readers));
        new MaintainedComparison(run, link, state.schema())
                .compare(work.projection(), state.finish(name, Target.rows(work.projection()), true, readers));
        return new TableResult(
                name,
                work.projection().entityType(),
                reason,
                null,
                Changes.NOT_COUNTED,
                new Execution(1, false, Duration.ofNanos(System.nanoTime() - start)));
    }
}
