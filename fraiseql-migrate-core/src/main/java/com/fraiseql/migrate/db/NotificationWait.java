// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A connection of its own that waits for notifications (PostgreSQL manual, LISTEN). */
public final class NotificationWait implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final Session session;
    private final PGConnection driver;

    private NotificationWait(Session session, PGConnection driver) {
        this.session = session;
        this.driver = driver;
    }

    /** Begins to listen. */
    public static NotificationWait open(DataSource dataSource, String channel) throws SQLException {
        Session session = Session.open(dataSource);
        try {
            Connection connection = session.connection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + Sql.name(channel));
            }
            return new NotificationWait(session, connection.unwrap(PGConnection.class));
        } catch (SQLException | RuntimeException e) {
            session.discard();
            session.close();
            throw e;
        }
    }

    /**
     * Waits for one, for the time given at the most. If none came, the server is asked whether it is still there: a
     * network that drops connections without a word looks like a database in which nothing happens.
     */
    public void await(Duration time) throws SQLException {
        PGNotification[] found = driver.getNotifications((int) Math.max(1, time.toMillis()));
        if ((found == null || found.length == 0) && !session.connection().isValid(PATIENCE_SECONDS)) {
            throw new SQLException("The connection that waits for notifications is gone.", "08006");
        }
    }

    /** Ends it; the connection goes into no pool, where it would go on listening. */
    @Override
    public void close() {
        session.discard();
        session.close();
    }
}
