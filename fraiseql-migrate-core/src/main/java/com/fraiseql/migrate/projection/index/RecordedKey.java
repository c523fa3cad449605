// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.index;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A primary key that is recorded in the state row because {@link DeferredKey} has dropped it: recreates it in one of
 * three ways, and removes it from the list in the same transaction.
 */
public final class RecordedKey {

    private static final String DUPLICATE = "23505";

    private final SyncRun run;
    private final StateTable state;
    private final String projection;
    private final PrimaryKey key;

    private RecordedKey(SyncRun run, StateTable state, String projection, PrimaryKey key) {
        this.run = run;
        this.state = state;
        this.projection = projection;
        this.key = key;
    }

    /** The key among the statements that are recorded for a table, if there is one. */
    public static Optional<RecordedKey> among(
            List<String> statements, SyncRun run, StateTable state, String projection) {
        return statements.stream()
                .flatMap(statement -> PrimaryKey.of(statement).stream())
                .map(key -> new RecordedKey(run, state, projection, key))
                .findFirst();
    }

    /** Makes every key again that a killed or failed sync has left out, whatever table it is of. */
    public static void restoreAll(SyncRun run, TransactionalSession link, StateTable state) throws SQLException {
        for (SyncState left : state.read(link).values()) {
            Optional<RecordedKey> key = among(left.indexes(), run, state, left.projection());
            if (key.isPresent()) {
                key.get().restore(link, left.targetOid());
            }
        }
    }

    private void restore(TransactionalSession link, long targetOid) throws SQLException {
        boolean missing = !link.query(
                        "SELECT 1 FROM pg_class c WHERE c.oid = " + targetOid + " AND c.oid = to_regclass("
                                + Sql.literal(key.table()) + ") AND NOT EXISTS"
                                + " (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)")
                .isEmpty();
        if (!missing) {
            link.execute(state.indexBuilt(projection, key.statement()));
        } else if (createIndex(link)) {
            makeConstraint(link);
        } else {
            removeTwice(link, state.planAgain(projection));
        }
    }

    /** Builds the unique index, beside which others can be built; says whether no id is there twice. */
    boolean createIndex(TransactionalSession link) throws SQLException {
        try {
            run.committed(link, key.indexStatement());
            return true;
        } catch (SQLException e) {
            if (DUPLICATE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** Makes the index the primary key, which takes no time. */
    void makeConstraint(TransactionalSession link) throws SQLException {
        run.committed(link, key.constraintStatement() + ";" + state.indexBuilt(projection, key.statement()));
    }

    /** Removes the rows whose id is there twice, and makes the key. */
    public void removeTwice(TransactionalSession link) throws SQLException {
        removeTwice(link, "");
    }

    /** The same, and something else, in one transaction. */
    private void removeTwice(TransactionalSession link, String alsoDo) throws SQLException {
        run.committed(
                link,
                "LOCK TABLE ONLY " + key.table() + " IN ACCESS EXCLUSIVE MODE;"
                        + "DELETE FROM ONLY " + key.table() + " WHERE " + key.column() + " IN (SELECT " + key.column()
                        + " FROM ONLY "
                        + key.table() + " GROUP BY 1 HAVING count(*) > 1);" + key.statement() + ";"
                        + state.indexBuilt(projection, key.statement()) + ";" + alsoDo);
    }
}
