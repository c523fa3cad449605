// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.checkpoint.Ledger;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.Pipeline;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.execute.session.LostWithSession.Thing;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.sql.Command;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Restores, before a script is resumed, the session state that its finished part had left. Nothing of the file is
 * executed for that.
 *
 * <ol>
 *   <li>The recorded settings and the role are set ({@link SessionSnapshot}).
 *   <li>A value that is not recorded, since its name says that it is secret, is taken from the file where the file has
 *       it as a literal.
 *   <li>What cannot be restored is returned, so that a failure for lack of it can be explained. Where the rest of the
 *       file would take another table for a temporary one, it does not start.
 *   <li>If it is unclear which value holds, it does not start either.
 * </ol>
 */
public final class SessionRestore {

    private final RunContext run;
    private final ScriptWork work;
    private final Ledger ledger;
    private final SessionSnapshot snapshot;

    public SessionRestore(RunContext run, ScriptWork work, Ledger ledger, SessionSnapshot snapshot) {
        this.run = run;
        this.work = work;
        this.ledger = ledger;
        this.snapshot = snapshot;
    }

    /**
     * Restores the session.
     *
     * @throws MigrateException SESSION_STATE if it cannot be restored, or is not known
     * @throws Failure if what the file tells of an open state could not be recorded
     */
    public LostWithSession restore() throws Failure {
        String state = work.sessionState();
        if (state == null) {
            requireNoSettings();
            return LostWithSession.NOTHING;
        }
        if (state.equals("{}")) {
            return LostWithSession.NOTHING;
        }
        List<String> open = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        List<Thing> lost = new ArrayList<>();
        for (Row row : contents(state)) {
            String name = row.text(1);
            switch (row.text(0)) {
                case "open" -> open.add(name);
                case "withheld" -> withheld.add(name);
                default -> lost.add(new Thing(row.text(0), name));
            }
        }
        SettingsTrace finished = open.isEmpty() && withheld.isEmpty() ? snapshot.trace() : finishedPart();
        requireSettled(open, finished);
        List<String> statements = new ArrayList<>();
        for (String name : withheld) {
            snapshot.learn(name);
            statements.add("SELECT pg_catalog.set_config(" + Sql.literal(name) + ", "
                    + Sql.literal(literal(name, finished)) + ", false)");
        }
        statements.addAll(SnapshotSql.restore(state));
        run.state().touchedBySettings();
        snapshot.resumed();
        for (String sql : statements) {
            SQLException error = run.session().query(sql).error();
            if (error != null) {
                throw cannotRestore(error);
            }
        }
        requireNoOtherTable(lost);
        if (!open.isEmpty()) {
            recordAsSettled();
        }
        return new LostWithSession(lost);
    }

    private List<Row> contents(String state) {
        Reply reply = run.session().query("""
            WITH s AS (SELECT %s::pg_catalog.jsonb AS d)
             SELECT 'open', pg_catalog.jsonb_array_elements_text(d -> 'open') FROM s
             UNION ALL SELECT 'withheld', pg_catalog.jsonb_array_elements_text(d -> 'withheld') FROM s
             UNION ALL SELECT key, pg_catalog.jsonb_array_elements_text(value) FROM s, pg_catalog.jsonb_each(d ->
             'lost')""".formatted(Sql.literal(state)));
        if (reply.error() != null) {
            throw cannotRestore(reply.error());
        }
        return reply.rows(0);
    }

    private Unit next() {
        return work.script().units().get(work.firstUnit());
    }

    private SettingsTrace finishedPart() {
        SettingsTrace trace = snapshot.trace();
        int lastUnit = work.script().units().get(work.firstUnit() - 1).firstStatement();
        forEachFinished(statement -> {
            if (statement.index() == lastUnit) {
                trace.transactionBegins();
            }
            trace.follow(statement);
        });
        return trace;
    }

    private void forEachFinished(Consumer<Statement> action) {
        try (StatementReader reader = StatementReader.open(work.origin().text(), work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null && statement.index() < next().firstStatement()) {
                action.accept(statement);
            }
        }
    }

    /** Another run may end before it has a unit to record, and its file tells nothing of this one's settings. */
    private void recordAsSettled() throws Failure {
        Pipeline pipeline = new Pipeline(run);
        try {
            pipeline.transaction(List.of(), List.of(ledger.session()));
            pipeline.flush();
        } catch (Failure failure) {
            Transactions.rollBack(run);
            throw failure;
        }
    }

    private void requireNoSettings() {
        forEachFinished(statement -> {
            if (statement.traits().sessionSetting()) {
                throw refusal(
                        "An earlier release left " + subject()
                                + " incomplete, and did not record what it had set for the session.",
                        "Begin the rest of the file with what it needs of these settings, say with the statement "
                                + "below that it does, and start again.",
                        statement.locate(work.origin().text(), 1),
                        "  " + recorded("'{}'"));
            }
        });
    }

    /**
     * An open state is one whose transaction was committed and nothing after it: which values ended with it the server
     * did not say.
     */
    private void requireSettled(List<String> open, SettingsTrace finished) {
        List<String> unclear =
                open.stream().filter(name -> !finished.isOfSession(name)).toList();
        if (!unclear.isEmpty()) {
            throw refusal(
                    "The last run ended when it had just committed unit " + work.firstUnit() + " of " + subject()
                            + ", and it cannot be told whether that unit had set " + String.join(", ", unclear)
                            + " for its transaction or for the session.",
                    "Execute the statement below that fits, and start again.",
                    SourceLocation.file(name()),
                    "  if for the session:         "
                            + recorded("(session_state::jsonb - 'open')::text")
                            + "\n  if only for its transaction: "
                            + recorded("((session_state::jsonb - 'open') #- '{settings,"
                                    + String.join("}') #- '{settings,", unclear) + "}')::text"));
        }
    }

    private String literal(String name, SettingsTrace finished) {
        String value = finished.literal(name);
        if (value == null) {
            throw refusal(
                    "The finished part of " + subject() + " has set " + name
                            + ", whose value is not recorded, since its name says that it is secret.",
                    "Set it at the beginning of the rest of the file, say with the statement below that it is done, "
                            + "and start again.",
                    SourceLocation.file(name()),
                    "  " + recorded("(session_state::jsonb - 'withheld')::text"));
        }
        return value;
    }

    private void requireNoOtherTable(List<Thing> lost) {
        List<String> tables =
                lost.stream().filter(Thing::isTable).map(Thing::name).toList();
        if (tables.isEmpty()) {
            return;
        }
        Reply reply = run.session()
                .query("SELECT n FROM pg_catalog.unnest(" + Sql.array(tables)
                        + ") n WHERE pg_catalog.to_regclass(pg_catalog.quote_ident(n)) IS NOT NULL");
        if (reply.error() != null) {
            throw cannotRestore(reply.error());
        }
        for (Row row : reply.rows(0)) {
            Thing table = new Thing("temporary table", row.text(0));
            Statement first = firstNaming(table);
            if (first != null && !createsTemporary(first.command())) {
                throw refusal(
                        table.display()
                                + " of the finished part ended with the session of an earlier run, and another "
                                + "table of that name would be taken for it.",
                        "Create it again above this line (what has not run yet may be corrected), and start again.",
                        first.locate(work.origin().text(), 1),
                        "  " + first.firstLine());
            }
        }
    }

    private static boolean createsTemporary(Command command) {
        return (command instanceof Command.CreateTable table && table.temporary())
                || (command instanceof Command.CreateObject object && object.temporary());
    }

    private @Nullable Statement firstNaming(Thing thing) {
        try (StatementReader reader = StatementReader.open(work.origin().text(), work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null) {
                if (statement.index() >= next().firstStatement() && thing.isNamedIn(statement.text())) {
                    return statement;
                }
            }
        }
        return null;
    }

    private String name() {
        return work.origin().text().name();
    }

    /** For a sentence that counts units. */
    private String subject() {
        return (work.origin().text().file() == work.origin().text() ? "" : "the rollback of ") + name();
    }

    private String recorded(String value) {
        return "UPDATE " + run.writer().table().qualified() + " SET session_state = " + value + " WHERE version = '"
                + work.origin().version().replace("'", "''") + "';";
    }

    private MigrateException cannotRestore(SQLException error) {
        if (SqlState.connectionLost(error)) {
            return MigrateException.builder(
                            FailureCode.CONNECTION_LOST,
                            "The connection was lost while the session was prepared: " + error.getMessage(),
                            "Start again; nothing is applied twice.")
                    .cause(error)
                    .build();
        }
        return MigrateException.builder(
                        FailureCode.SESSION_STATE,
                        "The session cannot be restored to what the finished part of " + subject() + " had made of it: "
                                + error.getMessage(),
                        "Fix what the message says and start again.")
                .location(SourceLocation.file(name()))
                .cause(error)
                .build();
    }

    private static MigrateException refusal(
            String what, String action, SourceLocation location, @Nullable String detail) {
        return MigrateException.builder(FailureCode.SESSION_STATE, what, action)
                .location(location)
                .detail(detail)
                .build();
    }
}
