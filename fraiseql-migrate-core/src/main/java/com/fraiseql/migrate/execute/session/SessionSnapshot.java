// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Words;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads from the server what a script has made of its session, for a later run to restore (FORMATS.md, session state).
 *
 * <ol>
 *   <li>Only a unit that may have changed the session is followed by a reading ({@link SessionChanges}).
 *   <li>Within such a unit's transaction {@link #take} leaves the state in a setting, from where the record of the unit
 *       takes it.
 *   <li>A value that the unit has set for its transaction only is in that state, too; the server does not tell such
 *       values apart. So where something differs from before, the state is marked as open, and {@link #settle} reads
 *       the session once more after the COMMIT.
 *   <li>Where it was the engine that cut, the next unit would have been in the same transaction, and gets those values;
 *       they are undone where the file itself ends the transaction.
 * </ol>
 *
 * Settings with a name of their own ({@code app.id}) are in no catalog, so their names are gathered from the script,
 * and from functions that call {@code set_config}.
 */
public final class SessionSnapshot {

    private static final int MOST_NAMES = 500;

    private final SessionChanges changes;
    private final SnapshotSql sql;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean carrying;

    private SessionSnapshot(Map<String, String> begun, SessionChanges changes) {
        this.changes = changes;
        this.sql = new SnapshotSql(begun, names);
    }

    /** Of a session as it is before a script. */
    public static SessionSnapshot begin(Session session) {
        Reply reply = session.query(SnapshotSql.beginning() + ";" + SessionChanges.QUESTION);
        SQLException error = reply.error();
        if (error != null) {
            throw MigrateException.builder(
                            SqlState.connectionLost(error) ? FailureCode.CONNECTION_LOST : FailureCode.STATEMENT_FAILED,
                            "The settings of the session could not be read: " + error.getMessage(),
                            "What was committed stays recorded; start again.")
                    .cause(error)
                    .build();
        }
        Map<String, String> begun = new LinkedHashMap<>();
        for (Row row : reply.rows(0)) {
            begun.put(row.text(0), row.textOrNull(1) == null ? "" : row.textOrNull(1));
        }
        return new SessionSnapshot(
                begun, new SessionChanges(reply.rows(1).get(0).flag(0)));
    }

    /** Called before each statement is sent. */
    public void learn(Statement statement) {
        if (changes.learn(statement) && statement.text().length() <= SessionChanges.LONGEST_STATEMENT) {
            if (Words.first(statement.text()).equals("SET")) {
                statement.command().settings().forEach(setting -> learn(setting.name()));
            }
            if (names.size() < MOST_NAMES) {
                Words.dotted(statement.text()).stream()
                        .limit(MOST_NAMES - names.size())
                        .forEach(this::learn);
            }
        }
    }

    public void learn(String name) {
        names.add(name.toLowerCase(Locale.ROOT));
    }

    /** Called when a recorded state has been restored. */
    void resumed() {
        carrying = true;
    }

    /** What the statements of this script's finished part tell of the settings. */
    SettingsTrace trace() {
        return new SettingsTrace(changes.functionsMay());
    }

    /** Whether the session may have changed since it was read last. */
    public boolean isDue(boolean carriesOn) {
        return changes.any() || (carrying && !carriesOn);
    }

    /** Called when what {@link #take} and {@link #settle} returned has been committed. */
    public void taken(boolean carriesOn) {
        changes.clear();
        carrying = carriesOn;
    }

    /**
     * Within the transaction that records a unit, before its identity is changed.
     *
     * @param ownLockTimeout whether the {@code lock_timeout} that holds is the engine's
     * @param certain whether nothing can have been set for this transaction only
     */
    public String take(boolean ownLockTimeout, boolean certain) {
        return sql.take(ownLockTimeout, certain);
    }

    /**
     * After the COMMIT of a unit with others to follow, one statement each. They do nothing where nothing is open.
     *
     * @param carriesOn whether the next unit would have been in the same transaction
     * @param recording writes the state into the row; within a transaction of its own
     */
    public List<String> settle(boolean carriesOn, List<String> recording) {
        List<String> statements = new ArrayList<>(endOfTransaction(carriesOn));
        statements.add("BEGIN");
        statements.addAll(recording);
        statements.add("COMMIT");
        return statements;
    }

    /** The part of {@link #settle} that changes the session. */
    public List<String> endOfTransaction(boolean carriesOn) {
        return sql.endOfTransaction(carriesOn);
    }
}
