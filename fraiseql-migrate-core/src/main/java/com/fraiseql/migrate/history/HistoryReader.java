// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.ServerInfo;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.HistoryPlace;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the history in one round trip, whether or not the table exists ({@code docs/design.md}, 2).
 *
 * <p>Two statements travel in one message: what the server is and where the table would be, and the rows. Where there
 * is no table the second fails, which is answer enough; the first has been answered by then. A caller that
 * expects nothing to do passes a {@link Fingerprint}, and gets no rows if it matches.
 */
public final class HistoryReader {

    private static final String COLUMNS = """
            version COLLATE pg_catalog."default" AS version, extract(epoch FROM applied_at) AS applied_at,
             checksum, state, units_done, units_total,
             CASE WHEN state <> 'applied' THEN pg_catalog.array_to_string(unit_checksums, E'\\n') END AS marks,
             rollback_sql IS NOT NULL AS stored, description, execution_ms, applied_by, rank,
             rollback_units_done, rollback_units_total,
             CASE WHEN state <> 'applied' THEN pg_catalog.array_to_string(rollback_unit_checksums, E'\\n') END
              AS rollback_marks,
             CASE WHEN state <> 'applied' THEN session_state END AS session_state""";

    /** Has row security fail instead of hiding rows, until the message or the transaction ends; one statement. */
    static final String SEE_ALL_ROWS = "SELECT pg_catalog.set_config('row_security', 'off', true)";

    /**
     * The session's current schema; if no schema of its search_path exists, the first that it names, unless that
     * depends on the user.
     */
    private static final String CURRENT_SCHEMA = """
            COALESCE(pg_catalog.current_schema(), pg_catalog.substring(path, '^ *"(?!pg_)([^"$]+)"'),
              pg_catalog.lower(pg_catalog.substring(path, '^ *(?!pg_)([A-Za-z_][A-Za-z0-9_]*) \
            *(,|$)')))""".replace("path", "pg_catalog.current_setting('search_path')");

    private final @Nullable String schema;
    private final String table;
    private final boolean createSchema;
    private final boolean writes;

    /**
     * @param place where the history is; a schema that is going to be created may be missing
     * @param writes whether the history is going to be changed as well, which needs more rights
     */
    public HistoryReader(HistoryPlace place, boolean writes) {
        this.schema = place.schema();
        this.table = place.table();
        this.createSchema = place.createSchema();
        this.writes = writes;
    }

    /** The SQL of one reading: the facts and the rows; two statements, without a final semicolon. */
    public String sql() {
        return factsSql() + """
            ;
            SELECT t.* FROM %s ORDER BY t.rank NULLS FIRST, t.version""".formatted(readable(COLUMNS));
    }

    /**
     * The SQL of one reading that gives no row but one with a last column that is true, where the history has this
     * fingerprint.
     */
    private String sqlUnless(Fingerprint expected) {
        return factsSql()
                + """
            ;
            SELECT h.*, same
             FROM (SELECT %s = %s AS same) AS fingerprint LEFT JOIN (SELECT t.* FROM %s) AS h ON same IS NOT TRUE
             ORDER BY h.rank NULLS FIRST, h.version""".formatted(
                                Fingerprint.sql(readable("version, state, checksum")),
                                Sql.literal(expected.sha256()),
                                readable(COLUMNS));
    }

    /**
     * The SQL that tells what the server is and whether the table is there; one statement. What follows it in the same
     * message fails where row security would hide rows.
     */
    public String factsSql() {
        String wanted = schema == null ? CURRENT_SCHEMA : Sql.literal(schema);
        // to_regclass looks where the session looks; in a schema that the user may not use it would fail
        String seen = schema == null
                ? "c.oid = pg_catalog.to_regclass(" + Sql.literal(target()) + ")"
                : "n.nspname = " + Sql.literal(schema) + " AND c.relname = " + Sql.literal(table);
        return """
            SELECT pg_catalog.split_part(pg_catalog.version(), ' ', 1) AS product,
             pg_catalog.current_setting('server_version_num') AS version_number,
             pg_catalog.current_setting('server_version') AS version, pg_catalog.current_database() AS database,
             pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('transaction_read_only') = 'on' AS read_only,
             %1$s AS home,
             (SELECT n.nspname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE %2$s) AS seen_in,
             current_user AS user_name, pg_catalog.current_setting('search_path') AS search_path,
             EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = %1$s) AS home_exists,
             (SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user) AS exempt,
             pg_catalog.set_config('row_security', 'off', true),
             pg_catalog.pg_backend_pid() AS pid""".formatted(wanted, seen);
    }

    private String readable(String expressions) {
        return GrowingTable.readable(target(), HistoryTable.HISTORY, expressions);
    }

    private String target() {
        return schema == null ? Sql.name(table) : Sql.name(schema, table);
    }

    public History read(Session session) {
        return interpret(session.query(sql()), 0);
    }

    /**
     * Reads the history unless it is as expected.
     *
     * @return what there is, or empty if it has this fingerprint
     */
    public Optional<History> readUnless(Fingerprint expected, Session session) {
        Reply reply = session.query(sqlUnless(expected));
        History history = interpret(reply, 0);
        boolean same = history.exists() && reply.rows(1).get(0).flag("same");
        return same ? Optional.empty() : Optional.of(history);
    }

    /**
     * Makes sense of the reply to a message that contained {@link #sql} or {@link #factsSql}, without rows then.
     *
     * @param at how many statements of that message came before
     */
    public History interpret(Reply reply, int at) {
        SQLException error = reply.error();
        if (error != null && reply.completed() <= at) {
            throw unreadable(table, error);
        }
        Row facts = reply.rows(at).get(0);
        ServerInfo server = new ServerInfo(
                facts.text("product"),
                (int) facts.number("version_number"),
                facts.text("version"),
                facts.text("database"),
                facts.flag("read_only"),
                (int) facts.number("pid"));
        server.requireSupported();
        String home = facts.textOrNull("home");
        if (home == null) {
            throw new MigrateException(
                    FailureCode.NO_SCHEMA,
                    "There is no schema to keep the history in: the session's search_path (" + facts.text("search_path")
                            + ") names none that exists.",
                    "Create one of them, or correct the search_path (currentSchema in a JDBC URL, or the pool's "
                            + "schema).");
        }
        if (!facts.flag("home_exists") && !createSchema) {
            throw new MigrateException(
                    FailureCode.NO_SCHEMA,
                    "The schema " + home + ", which is to hold the history, does not exist in database "
                            + server.database() + ".",
                    (schema == null
                                    ? "Correct the search_path (currentSchema in a JDBC URL, or the pool's schema)"
                                    : "Correct the schema (fraiseql.migrate.schema, --schema)")
                            + ", create the schema, or have it created (fraiseql.migrate.create-schema,"
                            + " --create-schema).");
        }
        String seenIn = facts.textOrNull("seen_in");
        // without a configured schema it is wherever the session sees it, which a new schema in front does not change
        HistoryTable place = new HistoryTable(seenIn == null ? home : seenIn, table);
        String user = facts.text("user_name");
        if (error != null && !tableMissing(error)) {
            throw failure(error, new HistoryRights(place, user));
        }
        boolean exists = error == null && seenIn != null;
        boolean asked = reply.results().size() > at + 1;
        List<HistoryRow> rows = exists && asked
                ? reply.rows(at + 1).stream()
                        .filter(row -> row.textOrNull("version") != null)
                        .map(HistoryRows::row)
                        .toList()
                : List.of();
        boolean misnamed = rows.stream().anyMatch(row -> FileNames.isOne(row.version()));
        if (misnamed) {
            rows = FileNames.asVersions(rows);
        }
        return new History(
                server,
                place,
                facts.flag("home_exists"),
                exists,
                rows,
                new History.Reader(user, facts.text("search_path"), facts.flag("exempt")),
                misnamed);
    }

    /** The stored rollback of a migration. */
    public Optional<String> storedRollback(Session session, HistoryTable place, String version) {
        try {
            Reply reply = session.query(SEE_ALL_ROWS + ";SELECT t.rollback_sql FROM "
                            + place.history().readable("version, rollback_sql") + " WHERE t.version = "
                            + Sql.literal(version))
                    .orThrow();
            return reply.rows(1).isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(reply.rows(1).get(0).textOrNull(0));
        } catch (SQLException e) {
            throw unreadable(place.display(), e);
        }
    }

    private MigrateException failure(SQLException error, HistoryRights rights) {
        String state = SqlState.of(error);
        // no version, or one that is not text and so has no collation
        if (state.equals(SqlState.UNDEFINED_COLUMN) || state.equals(SqlState.DATATYPE_MISMATCH)) {
            return HistoryShape.foreign(rights.table().display());
        }
        if (state.equals(SqlState.INSUFFICIENT_PRIVILEGE)) {
            return HistoryRights.isRowSecurity(error) ? rights.hidden(error) : rights.mayNotRead(writes, error);
        }
        return unreadable(rights.table().display(), error);
    }

    static MigrateException unreadable(String table, SQLException error) {
        if (SqlState.connectionLost(error)) {
            return MigrateException.builder(
                            FailureCode.CONNECTION_LOST,
                            "The connection was lost while the history was read: " + error.getMessage(),
                            "Start again; nothing has been changed.")
                    .cause(error)
                    .build();
        }
        return MigrateException.builder(
                        FailureCode.STATEMENT_FAILED,
                        "The table " + table + " of the history cannot be read: " + error.getMessage(),
                        "Fix what the message says and start again; nothing has been changed.")
                .cause(error)
                .build();
    }

    private static boolean tableMissing(SQLException error) {
        String state = SqlState.of(error);
        return state.equals(SqlState.UNDEFINED_TABLE) || state.equals(SqlState.INVALID_SCHEMA);
    }
}
