// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.projection.cascade.notes.NoteInstaller;
import com.fraiseql.migrate.projection.cascade.notes.NoteReader;
import com.fraiseql.migrate.projection.table.SyncFailures;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Notes what statements change, so that running instances learn which keys of which entities a committed transaction
 * concerns.
 *
 * <p>Every failure is a {@link com.fraiseql.migrate.failure.MigrateException}.
 */
public final class CascadeNotes {

    private static final String WHAT = "the notes of changes";

    private final DataSource dataSource;
    private final CascadeOptions options;

    public CascadeNotes(DataSource dataSource, CascadeOptions options) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.options = options;
    }

    /**
     * Installs triggers on every table that an entity is made of, or brings them up to date, while others write. Where
     * anything is changed, every instance forgets what it has cached.
     *
     * @return whether anything was changed
     */
    public boolean install() {
        try {
            return NoteInstaller.install(
                    dataSource, options.schema(), () -> new CascadeRules(dataSource).keyPlans(options));
        } catch (SQLException e) {
            throw SyncFailures.of(WHAT, e);
        }
    }

    /**
     * Removes everything that {@link #install} has created, and gives whether there was anything. Refuses while a feed
     * is open: a running instance would install it again.
     */
    public boolean remove() {
        try {
            return NoteInstaller.remove(dataSource, options.schema());
        } catch (SQLException e) {
            throw SyncFailures.of(WHAT, e);
        }
    }

    /** The tables whose changes are noted, with their schemas. */
    public List<String> tables() {
        try {
            return NoteInstaller.tables(dataSource, options.schema());
        } catch (SQLException e) {
            throw SyncFailures.of(WHAT, e);
        }
    }

    /**
     * Begins to read. Changes that are committed after this call are given.
     *
     * @param connections gives the connections that it keeps until it is closed: one, and another one to be notified;
     *     best not those of a pool
     * @param notified whether each transaction that changes something wakes {@link ChangeFeed#await}; it costs writers
     *     a lock on the whole database when they commit
     */
    public ChangeFeed open(DataSource connections, boolean notified) {
        try {
            return NoteReader.open(
                    connections, options.schema(), () -> new CascadeRules(dataSource).keyPlans(options), notified);
        } catch (SQLException e) {
            throw SyncFailures.of(WHAT, e);
        }
    }
}
