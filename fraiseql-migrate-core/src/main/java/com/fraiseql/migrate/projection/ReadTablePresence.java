// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.failure.MigrateException;
import javax.sql.DataSource;

/**
 * Whether a database has a read side at all. Every start of an application asks, and most applications have none: so it
 * takes one round trip, and nothing of what fills tables has to be loaded to ask.
 */
public final class ReadTablePresence {

    private static final String ANY =
            "SELECT 1 FROM pg_catalog.pg_class WHERE relname LIKE 'tv\\_%'" + " OR relname = 'fraiseql_ivm' LIMIT 1";

    private ReadTablePresence() {}

    /**
     * Whether there may be a {@code tv_}, in whatever schema, or what maintains one that has been dropped. If the
     * question fails there may be one: {@link ReadTables} says what is wrong.
     */
    public static boolean possibleIn(DataSource dataSource) {
        try (Session session = Session.open(dataSource)) {
            Reply reply = session.query(ANY);
            return reply.error() != null || !reply.rows(0).isEmpty();
        } catch (MigrateException e) {
            return true;
        }
    }
}
