// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Command.SetParameter.Target;
import com.fraiseql.migrate.sql.Settings.Scope;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What statements that were executed tell of the settings: whether a value holds for the session or ends with the
 * transaction, and which one it is, where the text has it as a literal.
 *
 * <p>Nothing is assumed: after a statement that may have set anything through a function, nothing is known of any
 * setting until the file sets it again. A call of {@code set_config} that reads rows may not have been executed. What
 * was set after a savepoint is forgotten with it.
 */
final class SettingsTrace {

    private static final Set<String> IDENTITY = Set.of("role", "session_authorization");
    private static final List<String> CHARACTERISTICS =
            List.of("default_transaction_isolation", "default_transaction_read_only", "default_transaction_deferrable");

    /**
     * What is known of a setting.
     *
     * @param ofSession whether the value that holds is the session's for certain
     * @param literal the value, {@code null} if the text does not tell
     */
    private record Held(boolean ofSession, @Nullable String literal) {

        private static final Held UNCHANGED = new Held(true, null);
        private static final Held UNKNOWN = new Held(false, null);
    }

    private record State(Map<String, Held> held, Held others) {

        State copy() {
            return new State(new HashMap<>(held), others);
        }

        Held of(String name) {
            return held.getOrDefault(name, others);
        }
    }

    private record Savepoint(String name, State state) {}

    private final SessionChanges changes;
    private final List<Savepoint> savepoints = new ArrayList<>();
    private State state = new State(new HashMap<>(), Held.UNCHANGED);

    /** @param functionsMay whether the database has a function that may set something */
    SettingsTrace(boolean functionsMay) {
        this.changes = new SessionChanges(functionsMay);
    }

    /** Whether the setting's value holds for the session for certain. */
    boolean isOfSession(String name) {
        return state.of(name.toLowerCase(Locale.ROOT)).ofSession();
    }

    /** The value that the session has, {@code null} if the text does not tell. */
    @Nullable
    String literal(String name) {
        return state.of(name.toLowerCase(Locale.ROOT)).literal();
    }

    /** What ends with a transaction has ended. */
    void transactionBegins() {
        savepoints.clear();
        state.held().replaceAll((name, held) -> new Held(true, held.literal()));
        state = new State(state.held(), new Held(true, state.others().literal()));
    }

    /** Takes note of a statement that was executed. */
    void follow(Statement statement) {
        Command command = statement.command();
        if (command instanceof Command.SetParameter set) {
            follow(set);
        } else if (command instanceof Command.Savepoint savepoint) {
            follow(savepoint);
        } else if (command instanceof Command.Discard discard && discard.all()) {
            state = new State(new HashMap<>(), Held.UNCHANGED);
        } else if (!(command instanceof Command.TransactionControl)) {
            followCalls(statement, command);
        }
    }

    private void follow(Command.SetParameter set) {
        Held held = new Held(!set.local(), null);
        switch (set.target()) {
            case ROLE -> state.held().put("role", held);
            case SESSION_AUTHORIZATION -> IDENTITY.forEach(name -> state.held().put(name, held));
            case SESSION_CHARACTERISTICS ->
                CHARACTERISTICS.forEach(name -> state.held().put(name, held));
            case PARAMETER -> set.settings().forEach(this::set);
            case TRANSACTION, CONSTRAINTS -> {}
        }
        if (set.target() == Target.PARAMETER && set.settings().isEmpty()) {
            allUnknown();
        }
    }

    private void set(Setting setting) {
        if (setting.name().equals("*")) {
            // the role and the session's user are exempt from RESET ALL
            state.held().keySet().retainAll(IDENTITY);
            IDENTITY.forEach(name -> state.held().putIfAbsent(name, state.others()));
            state = new State(state.held(), Held.UNCHANGED);
            return;
        }
        List<String> values = setting.values();
        boolean ofSession = setting.scope() == Scope.SESSION;
        String literal = ofSession && values != null && values.size() == 1 ? values.get(0) : null;
        state.held().put(setting.name(), new Held(ofSession, literal));
    }

    private void follow(Command.Savepoint savepoint) {
        if (savepoint.verb().equals("SAVEPOINT")) {
            savepoints.add(new Savepoint(savepoint.name(), state.copy()));
            return;
        }
        for (int i = savepoints.size() - 1; i >= 0; i--) {
            if (savepoints.get(i).name().equalsIgnoreCase(savepoint.name())) {
                boolean rollback = savepoint.verb().equals("ROLLBACK");
                if (rollback) {
                    state = savepoints.get(i).state().copy();
                }
                savepoints.subList(rollback ? i + 1 : i, savepoints.size()).clear();
                return;
            }
        }
    }

    private void followCalls(Statement statement, Command command) {
        List<Setting> calls = command.settings();
        List<Token> tokens = calls.isEmpty() ? List.of() : statement.tokens();
        boolean plain = isPlain(tokens);
        boolean inQuotes =
                tokens.stream().anyMatch(token -> token.isString() && Words.mention(token.value(), "set_config"));
        boolean unseen;
        if (calls.isEmpty() || inQuotes) {
            unseen = changes.learn(statement);
        } else {
            unseen = !plain && changes.functionsMay();
        }
        if (unseen || calls.stream().anyMatch(call -> call.name().equals("?"))) {
            allUnknown();
            return;
        }
        for (Setting call : calls) {
            if (plain || call.scope() != Scope.SESSION) {
                set(call);
            } else {
                state.held().put(call.name(), new Held(state.of(call.name()).ofSession(), null));
            }
        }
    }

    private void allUnknown() {
        state = new State(new HashMap<>(), Held.UNKNOWN);
    }

    /** Whether it is SELECT with calls that are executed in any case, and that call nothing else. */
    private static boolean isPlain(List<Token> tokens) {
        TokenCursor words = new TokenCursor(tokens);
        if (!words.accept("SELECT") || words.mentions("SELECT", "FROM", "WHERE", "HAVING", "LIMIT", "CASE")) {
            return false;
        }
        for (Token token = words.take(); !words.done(); token = words.take()) {
            if (token.isName() && words.peek().is("(") && !token.name().equals("set_config")) {
                return false;
            }
        }
        return true;
    }
}
