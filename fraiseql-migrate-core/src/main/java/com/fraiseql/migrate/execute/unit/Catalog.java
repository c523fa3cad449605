// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.LockWatch;
import com.fraiseql.migrate.execute.run.Purpose;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Segment;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.script.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the catalog about one standalone statement. A question that gets an error instead of an answer is a
 * failure: treating it as "it is not there" would record an object as dropped that still exists.
 */
final class Catalog {

    private final RunContext run;
    private final ScriptOrigin origin;
    private final Statement statement;
    private boolean read;
    private @Nullable String target;

    Catalog(RunContext run, ScriptOrigin origin, Statement statement) {
        this.run = run;
        this.origin = origin;
        this.statement = statement;
    }

    ScriptOrigin origin() {
        return origin;
    }

    List<Row> rows(String sql) throws Failure {
        Reply reply = run.session().query(sql);
        SQLException error = reply.error();
        if (error != null) {
            throw failure(error);
        }
        return reply.rows(0);
    }

    /** A question that got no answer. */
    Failure failure(SQLException error) {
        return new Failure(new Segment(Purpose.CONTROL, statement.text(), origin, statement), error);
    }

    /** "Started" has been recorded, with what the statement refers to. */
    void started() {
        read = false;
    }

    boolean is(String condition) throws Failure {
        List<Row> rows = rows("SELECT " + condition);
        return !rows.isEmpty() && rows.get(0).flag(0);
    }

    /**
     * A member of what was remembered of the statement when it was started, as an SQL expression; NULL where nothing
     * was.
     *
     * @param accessor {@code ->>} for a text, {@code ->} for JSON
     */
    String remembered(String accessor, String member) throws Failure {
        return "(" + Sql.literal(remembered()) + "::pg_catalog.json " + accessor + " '" + member + "')";
    }

    /**
     * The elements of an array of oids that was remembered, as the body of a subquery with the column {@code value}.
     */
    String rememberedOids(String member) throws Failure {
        return "SELECT o.value::pg_catalog.oid AS value FROM pg_catalog.json_array_elements_text(COALESCE(NULLIF("
                + remembered("->", member) + "::pg_catalog.text, 'null'), '[]')::pg_catalog.json) o";
    }

    /** Whether anything was remembered of the statement; an older release remembers nothing. */
    boolean remembers() throws Failure {
        return is(remembered("->>", "kind") + " = "
                + Sql.literal(statement.traits().kind().name()));
    }

    /** Read as the user who migrates: a role that the file has assumed may not see the history. */
    private @Nullable String remembered() throws Failure {
        if (!read) {
            List<String> statements = new ArrayList<>(List.of("BEGIN"));
            statements.addAll(run.state().ownIdentity());
            statements.add("SELECT h.started_target FROM "
                    + run.writer().table().qualified() + " h WHERE h.version = " + Sql.literal(origin.version()));
            statements.add("COMMIT");
            Reply reply = run.session().query(String.join(";", statements));
            if (reply.error() != null) {
                Transactions.rollBack(run);
                throw failure(reply.error());
            }
            List<Row> rows = reply.rows(statements.size() - 2);
            target = rows.isEmpty() ? null : rows.get(0).textOrNull(0);
            read = true;
        }
        return target;
    }

    /**
     * The process of another session that may be building or dropping an index of a table, as a scalar subquery: it
     * holds the lock that only one of them can hold. An autovacuum holds it as well, and has no role.
     *
     * @param table an SQL expression, the table's oid
     */
    static String builderOf(String table) {
        return "(SELECT l.pid FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
                + " WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'ShareUpdateExclusiveLock' AND "
                + "l.relation = "
                + table
                + " AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = "
                + "pg_catalog.current_database())"
                + " AND l.pid <> pg_catalog.pg_backend_pid() AND a.usesysid IS NOT NULL LIMIT 1)";
    }

    void remark(String message) {
        run.listener().remark(origin.version(), statement.locate(origin.text(), 1) + ": " + message);
    }

    /**
     * Drops an INVALID index that the statement left. Reports it first, since it may wait for other sessions. It waits
     * no longer than a unit waits for its locks.
     *
     * @param index the index, qualified and quoted
     */
    void dropInvalid(String index) throws Failure {
        remark("Index " + index + " is INVALID; it is dropped.");
        String before =
                rows("SELECT pg_catalog.current_setting('lock_timeout')").get(0).text(0);
        long limit = run.cancellation().requested()
                ? 5_000
                : Math.max(1, run.options().locks().lockWait().toMillis());
        rows("SET lock_timeout = " + limit);
        SQLException error;
        LockWatch.Watch watched = run.watch().during(run.session().pid(), null);
        try {
            error = run.session()
                    .query("DROP INDEX CONCURRENTLY IF EXISTS " + index)
                    .error();
        } finally {
            watched.close();
        }
        rows("SET lock_timeout = " + Sql.literal(before));
        if (error != null) {
            remark("Index " + index + " is INVALID and could not be dropped: " + error.getMessage()
                    + " Drop it when nothing is in the way: DROP INDEX CONCURRENTLY " + index + ";");
        }
    }
}
