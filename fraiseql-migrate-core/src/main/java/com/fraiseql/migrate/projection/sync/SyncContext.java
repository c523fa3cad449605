// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.MigrateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** What an {@link InitialSync} works with. Not for use from several threads. */
public interface SyncContext {

    /** The connection, in a transaction. It must be neither closed nor committed other than by {@link #commit}. */
    Connection connection();

    /**
     * The same connection as a DataSource, for {@code JdbcClient.create(context.dataSource())}. Closing does nothing.
     */
    DataSource dataSource();

    /** Whether the caller asked for everything to be done again. */
    boolean isFull();

    /** What the last {@link #commit} of an unfinished run noted; empty at the beginning. */
    Optional<String> checkpoint();

    /**
     * Commits what has been done so far together with a note on how far that is, and goes on in a new transaction. A
     * run that is killed later starts with this note in {@link #checkpoint()}.
     */
    void commit(String checkpoint) throws SQLException;

    /**
     * Says how far it is.
     *
     * @param done rows done so far
     * @param total rows in all; 0 if unknown
     */
    void progress(long done, long total);

    /** Whether the run is to end, for instance because the application shuts down. */
    boolean isCancelled();

    /**
     * Ends the hook if the run is to end.
     *
     * @throws MigrateException CANCELLED if so
     */
    void checkCancelled();
}
