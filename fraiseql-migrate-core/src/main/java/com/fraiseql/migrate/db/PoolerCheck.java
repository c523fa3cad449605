// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a pooler that gives each transaction another server session, before anything is locked or set in one: an
 * advisory lock and settings would stay in a session of the pool, which other clients get next.
 *
 * <ol>
 *   <li>A pooler tells its clients a process ID of its own, for cancelling. Where it is that of the server process
 *       there is no pooler, and nothing more is asked.
 *   <li>Otherwise further connections are opened, and both sides are asked in turn which server process they are on. In
 *       a pool that keeps the session for each client the answer never changes, and no two clients have the same. One
 *       answer that is otherwise is proof of the contrary. A pool that gives its last used session first is found out
 *       by the first answer, one that takes them in turn by the second; several connections are asked, since they may
 *       go to several processes of the pooler.
 *   <li>A connection that is kept waiting while this one is answered is no proof, and is not waited for any longer: the
 *       pool has no session left, since each belongs to a client.
 * </ol>
 */
public final class PoolerCheck {

    private static final int PARTNERS = 3;
    private static final int ROUNDS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String WHO =
            "SELECT pg_catalog.pg_backend_pid() || ' ' || pg_catalog.pg_postmaster_start_time()";

    private final Session session;
    private final DataSource dataSource;
    private final String own;

    private PoolerCheck(Session session, DataSource dataSource) {
        this.session = session;
        this.dataSource = dataSource;
        this.own = who(session);
    }

    /** Whether there is a pooler between this session and the server process that it has found itself on. */
    public static boolean pooled(Session session, int serverPid) {
        return session.pid() != serverPid;
    }

    /**
     * Refuses a session that a transaction pooler stands in front of.
     *
     * @param serverPid what {@code pg_backend_pid()} has said on this session
     * @throws MigrateException TRANSACTION_POOLER
     */
    public static void require(Session session, int serverPid, DataSource dataSource) {
        if (pooled(session, serverPid)) {
            new PoolerCheck(session, dataSource).look();
        }
    }

    /** As {@link #require(Session, int, DataSource)}, for a session whose server process has not been asked for yet. */
    public static void require(Session session, DataSource dataSource) {
        String pid = who(session);
        require(session, Integer.parseInt(pid.substring(0, pid.indexOf(' '))), dataSource);
    }

    private void look() {
        List<Session> partners = new ArrayList<>();
        try {
            while (partners.size() < PARTNERS) {
                Session partner = partner();
                if (partner == null) {
                    return;
                }
                partners.add(partner);
                if (partner.sameConnection(session)) {
                    return;
                }
                for (int i = 0; i < ROUNDS; i++) {
                    if (own.equals(who(partner))) {
                        throw refused();
                    }
                    requireSame();
                }
            }
        } finally {
            partners.forEach(Session::close);
        }
    }

    /** Another connection, once it has been answered; {@code null} if none can be opened. */
    private @Nullable Session partner() {
        CompletableFuture<Session> opening = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        Session other = Session.open(dataSource);
                        try {
                            who(other);
                        } catch (RuntimeException e) {
                            other.close();
                            throw e;
                        }
                        if (!opening.complete(other)) {
                            other.close();
                        }
                    } catch (RuntimeException e) {
                        opening.completeExceptionally(e);
                    }
                },
                "fraiseql-migrate-pooler-check");
        thread.setDaemon(true);
        thread.start();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                try {
                    return opening.get(50, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    requireSame();
                }
            }
        } catch (ExecutionException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return opening.cancel(false) ? null : opening.getNow(null);
    }

    private void requireSame() {
        if (!own.equals(who(session))) {
            throw refused();
        }
    }

    private static String who(Session session) {
        Reply reply = session.query(WHO);
        String answer = reply.error() == null ? reply.rows(0).get(0).textOrNull(0) : null;
        if (answer == null) {
            throw MigrateException.builder(
                            FailureCode.CONNECTION_LOST,
                            "The connection was lost before anything was done: "
                                    + (reply.error() == null
                                            ? "no answer"
                                            : reply.error().getMessage()),
                            "Start again.")
                    .cause(reply.error())
                    .build();
        }
        return answer;
    }

    private static MigrateException refused() {
        return new MigrateException(
                FailureCode.TRANSACTION_POOLER,
                "The connection goes through a pooler that gives each transaction another server session, such as "
                        + "PgBouncer with"
                        + " pool_mode = transaction. A migrator needs one session from its first statement to its "
                        + "last. Nothing was done.",
                "Connect to PostgreSQL directly, or to a pool in session mode (fraiseql.migrate.url, or --url).");
    }
}
