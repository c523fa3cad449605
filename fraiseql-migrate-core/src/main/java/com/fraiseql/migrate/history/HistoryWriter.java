// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.history.HistoryRow.State;
import com.fraiseql.migrate.report.LogAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that remembers. Each text is for the transaction whose work it records: effect and record commit together or
 * not at all.
 *
 * <p>Every text is one statement and qualifies every name, so that nothing a migration has set can lead it astray. A
 * statement that must change exactly one row divides by the number of rows that are now as it meant them: if another
 * process has been there, or a trigger keeps the row out or alters it, the transaction fails.
 */
public final class HistoryWriter {

    static final String ELAPSED =
            "(extract(epoch FROM pg_catalog.clock_timestamp() - pg_catalog.transaction_timestamp()) * 1000)::bigint";

    /** The setting in which a unit's transaction leaves what is to be kept of the session (FORMATS.md). */
    public static final String SESSION_SETTING = "fraiseql.session_state";

    /** Never NULL, which says that a release has left the row that did not know the column. */
    static final String SESSION_STATE =
            "COALESCE(NULLIF(pg_catalog.current_setting('" + SESSION_SETTING + "', true), ''), '{}')";

    private final HistoryTable table;

    public HistoryTable table() {
        return table;
    }

    public HistoryWriter(HistoryTable table) {
        this.table = table;
    }

    /**
     * The same statements with row security off: a policy that applies to the user fails then, instead of hiding the
     * row that is to be changed. Before the COMMIT it is as the migration has left it, since deferred triggers are
     * still to run.
     */
    public static List<String> seeingAllRows(List<String> statements) {
        List<String> all = new ArrayList<>(statements.size() + 2);
        all.add("SELECT pg_catalog.set_config('fraiseql_migrate.row_security', "
                + "pg_catalog.current_setting('row_security'), true),"
                + " pg_catalog.set_config('row_security', 'off', true)");
        all.addAll(statements);
        all.add("SELECT pg_catalog.set_config('row_security', "
                + "pg_catalog.current_setting('fraiseql_migrate.row_security'), true)");
        return all;
    }

    /** Gives rows that have a file's name their version, one statement each. */
    public List<String> correctFileNames() {
        return seeingAllRows(FileNames.correction(table));
    }

    /** What is recorded of a migration when its row is made. */
    public record Entry(
            String version, String checksum, @Nullable String rollbackSql, String description, int unitsTotal) {}

    /** The first unit of a migration, done within this transaction; the last one too if there is only one. */
    public String firstUnitDone(Entry entry, UnitMark mark) {
        boolean complete = entry.unitsTotal() <= 1;
        return insert(entry, complete, 1, List.of(mark.encode()), ELAPSED, complete ? LogAction.UP : LogAction.UNIT);
    }

    /** A migration without any unit. */
    public String nothingToDo(Entry entry) {
        return insert(entry, true, 0, List.of(), "0", LogAction.UP);
    }

    /** A row that says applied although nothing ran, for {@code mark} and {@code baseline}. */
    public String marked(Entry entry, LogAction action) {
        return insert(entry, true, 0, List.of(), "NULL", action);
    }

    /** The first unit is a standalone statement and is about to start. */
    public String firstUnitStarted(Entry entry, UnitMark mark) {
        return insert(entry, false, 0, List.of(mark.encode()), "0", LogAction.START);
    }

    /** Unit {@code unit}, counted from 0 and not the first, is a standalone statement and is about to start. */
    public String unitStarted(String version, int unit, int unitsTotal, UnitMark mark) {
        return guarded(
                """
                UPDATE %1$s SET unit_checksums = unit_checksums[1:%2$d] || %3$s, units_total = %4$d
                 WHERE version = %5$s AND state = 'incomplete' AND units_done = %2$d""".formatted(
                        table.qualified(), unit, Sql.array(List.of(mark.encode())), unitsTotal, Sql.literal(version)),
                version,
                State.INCOMPLETE,
                Logged.of(LogAction.START, unit, "NULL"));
    }

    /**
     * What the standalone statement that is about to start refers to; for the transaction in which "started" is
     * recorded.
     *
     * @param target an SQL expression of type {@code json}
     */
    public String startedTarget(String version, String target) {
        return "UPDATE " + table.qualified() + " SET started_target = (" + target
                + ")::pg_catalog.text WHERE version = " + Sql.literal(version);
    }

    /**
     * What a unit had set for its transaction only has ended with it; what is to be kept of the session is another
     * thing now.
     */
    public String sessionState(String version) {
        return "UPDATE %1$s SET session_state = %2$s WHERE version = %3$s AND session_state IS DISTINCT FROM %2$s"
                .formatted(table.qualified(), SESSION_STATE, Sql.literal(version));
    }

    /** A started standalone statement has failed and left nothing. */
    public String unitNotStarted(String version, int unit) {
        return """
            UPDATE %1$s SET unit_checksums = unit_checksums[1:%2$d]
             WHERE version = %3$s AND state = 'incomplete' AND units_done = \
            %2$d""".formatted(table.qualified(), unit, Sql.literal(version));
    }

    /** A row that has no finished unit and no started one says nothing; after a failed first unit it goes. */
    public String forgetUntouched(String version) {
        return """
            DELETE FROM %1$s WHERE version = %2$s AND state = 'incomplete' AND units_done = 0
             AND COALESCE(pg_catalog.cardinality(unit_checksums), 0) = \
            0""".formatted(table.qualified(), Sql.literal(version));
    }

    /**
     * Unit {@code unit}, counted from 0, is done.
     *
     * @param millis how long it took if the client measured it (a standalone statement); {@code null} to take this
     *     transaction's age
     */
    public String unitDone(Entry entry, int unit, UnitMark mark, @Nullable Long millis) {
        boolean last = unit + 1 >= entry.unitsTotal();
        String elapsed = millis == null ? ELAPSED : millis.toString();
        String completion = last
                ? ", state = 'applied', applied_at = pg_catalog.clock_timestamp(), applied_by = session_user, "
                        + "checksum = %s, rollback_sql = %s"
                                .formatted(Sql.literal(entry.checksum()), Sql.literal(entry.rollbackSql()))
                : ", checksum = %s, rollback_sql = %s"
                        .formatted(Sql.literal(entry.checksum()), Sql.literal(entry.rollbackSql()));
        return guarded(
                """
                UPDATE %1$s SET units_done = %3$d, units_total = %6$d, unit_checksums = unit_checksums[1:%2$d] || %4$s,
                 execution_ms = COALESCE(execution_ms, 0) + %7$s, session_state = %9$s%8$s
                 WHERE version = %5$s AND state = 'incomplete' AND units_done = %2$d""".formatted(
                                table.qualified(),
                                unit,
                                unit + 1,
                                Sql.array(List.of(mark.encode())),
                                Sql.literal(entry.version()),
                                entry.unitsTotal(),
                                elapsed,
                                completion,
                                last ? "NULL" : SESSION_STATE),
                entry.version(),
                last ? State.APPLIED : State.INCOMPLETE,
                Logged.of(last ? LogAction.UP : LogAction.UNIT, unit, elapsed));
    }

    /** All units had been done and only the end was missing: the rest of the file has been removed since. */
    public String complete(Entry entry) {
        return guarded(
                """
                UPDATE %s SET state = 'applied', applied_at = pg_catalog.clock_timestamp(), units_total = units_done,
                session_state = NULL, checksum = %s,
                 rollback_sql = %s
                 WHERE version = %s AND state = 'incomplete'""".formatted(
                                table.qualified(),
                                Sql.literal(entry.checksum()),
                                Sql.literal(entry.rollbackSql()),
                                Sql.literal(entry.version())),
                entry.version(),
                State.APPLIED,
                Logged.of(LogAction.UP));
    }

    /** Removes the row, for {@code unmark}, or before a repeatable migration runs again. */
    public String remove(String version, LogAction action) {
        return guarded(
                "DELETE FROM " + table.qualified() + " WHERE version = " + Sql.literal(version),
                version,
                null,
                Logged.of(action));
    }

    /** Accepts a changed checksum. */
    public String repair(String version, String checksum, @Nullable String rollbackSql) {
        String update = "UPDATE " + table.qualified() + " SET checksum = " + Sql.literal(checksum)
                + ", rollback_sql = COALESCE(" + Sql.literal(rollbackSql) + ", rollback_sql) WHERE version = "
                + Sql.literal(version) + " AND state = 'applied'";
        return guarded(update, version, State.APPLIED, Logged.of(LogAction.REPAIR));
    }

    /** A failure, for a transaction of its own. */
    public String failed(
            String version, @Nullable Integer unit, String sqlState, String message, @Nullable String location) {
        return "INSERT INTO %s (version, action, unit, sqlstate, message, location) VALUES (%s, %s, %s, %s, %s, %s)"
                .formatted(
                        table.qualifiedLog(),
                        Sql.literal(version),
                        Sql.literal(LogAction.FAIL.text()),
                        Logged.forPeople(unit),
                        Sql.literal(sqlState),
                        Sql.literal(message),
                        Sql.literal(location));
    }

    private String insert(
            Entry entry, boolean complete, int unitsDone, List<String> marks, String elapsed, LogAction action) {
        State state = complete ? State.APPLIED : State.INCOMPLETE;
        String change = """
            INSERT INTO %s (version, checksum, state, units_done, units_total, unit_checksums, rollback_sql,
             description, execution_ms, session_state)
             VALUES (%s, %s, '%s', %d, %d, %s, %s, %s, %s, %s)""".formatted(
                        table.qualified(),
                        Sql.literal(entry.version()),
                        Sql.literal(entry.checksum()),
                        state.text(),
                        unitsDone,
                        entry.unitsTotal(),
                        Sql.array(marks),
                        Sql.literal(entry.rollbackSql()),
                        Sql.literal(entry.description()),
                        elapsed,
                        complete || unitsDone == 0 ? "NULL" : SESSION_STATE);
        return guarded(change, entry.version(), state, new Logged(action, marks.isEmpty() ? null : 0, elapsed, "NULL"));
    }

    /**
     * @param change one row's; without RETURNING
     * @param state what the row is in afterwards; {@code null} if it is gone
     */
    String guarded(String change, String version, @Nullable State state, Logged logged) {
        return """
            WITH changed AS (%s RETURNING version, state),
             logged AS (INSERT INTO %s (version, %s) SELECT version, %s FROM changed)
             SELECT 1 / pg_catalog.count(*) FROM changed WHERE version = %s%s""".formatted(
                        change,
                        table.qualifiedLog(),
                        Logged.COLUMNS,
                        logged.values(),
                        Sql.literal(version),
                        state == null ? "" : " AND state = '" + state.text() + "'");
    }

    /** Fails unless all of these are recorded as applied, by dividing as a record does. */
    public String recorded(List<String> versions) {
        return "SELECT 1 / (pg_catalog.count(*) = " + versions.size() + ")::int FROM " + table.qualified()
                + " WHERE state = '" + State.APPLIED.text() + "' AND version = ANY (" + Sql.array(versions) + ")";
    }
}
