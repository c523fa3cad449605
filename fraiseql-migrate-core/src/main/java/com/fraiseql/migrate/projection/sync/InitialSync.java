// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.sql.SQLException;

/**
 * Fills a {@code tv_} table in Java, where no view {@code v_} of the same columns can do it.
 *
 * <p>It is called when the table is new, when {@link #version()} or the view's definition has changed, and when
 * the caller asks for it. It runs in one transaction that is committed together with the note that it is done; see
 * {@link SyncContext#commit} for more than one.
 *
 * <pre>{@code
 * public void synchronize(SyncContext context) {
 *     JdbcClient.create(context.dataSource())
 *             .sql("INSERT INTO tv_post (id, data) SELECT id, data FROM v_post"
 *                     + " ON CONFLICT (id) DO UPDATE SET data = EXCLUDED.data")
 *             .update();
 * }
 * }</pre>
 */
public interface InitialSync {

    /** What the rows are, for instance {@code post}; the {@code entity_type} of the seed's {@code sync_history}. */
    String entityType();

    /** The table that is filled, for instance {@code tv_post}, with its schema where that is not on the search path. */
    default String table() {
        return "tv_" + entityType();
    }

    /** What must change when the meaning changes, so that the table is filled again. */
    default String version() {
        return "1";
    }

    /**
     * Makes the table what it should be, whatever it holds now.
     *
     * @throws SQLException or any other exception: the transaction is rolled back, and the sync ends with
     *     SYNC_HOOK_FAILED
     */
    void synchronize(SyncContext context) throws SQLException;
}
