// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

import com.fraiseql.migrate.execute.run.SessionState;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.Traits;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.Words;
import java.util.Set;

/**
 * Whether the statements that have been sent may have changed the session, so that it is worth reading.
 *
 * <p>A statement that only handles rows can do so only through a function or a trigger. So the server is asked once
 * whether it has any function whose source does anything of the kind; where it has none, and the script makes none,
 * such statements change nothing.
 */
final class SessionChanges {

    /** One statement. */
    static final String QUESTION = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.oid >= 16384 AND (
              p.prosrc ~* 'set_config|(^|[;''"\\n]|\\m(begin|then|else|loop)\\M)\\s*\
            (set|reset|discard|prepare|listen)\\s'
              OR (p.prosqlbody IS NOT NULL AND pg_catalog.pg_get_function_sqlbody(p.oid) ~~ '%set_config%')))""";

    /** A longer statement is not examined. */
    static final int LONGEST_STATEMENT = 1_000_000;

    private static final Set<String> DEFINITIONS =
            Set.of("CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "TRUNCATE", "LOCK", "ANALYZE", "REFRESH");
    private static final Set<String> ROWS =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "SELECT", "WITH", "VALUES", "TABLE", "CALL");

    private boolean functionsMay;
    private boolean any;

    /** @param functionsMay whether there is a function that may change the session */
    SessionChanges(boolean functionsMay) {
        this.functionsMay = functionsMay;
    }

    /** Takes note of a statement, and says whether it may change the session. */
    boolean learn(Statement statement) {
        boolean changes = mayChange(statement);
        any |= changes;
        return changes;
    }

    boolean any() {
        return any;
    }

    /** Whether there is, as far as is known, a function that may change the session. */
    boolean functionsMay() {
        return functionsMay;
    }

    void clear() {
        any = false;
    }

    private boolean mayChange(Statement statement) {
        String text = statement.text();
        Traits traits = statement.traits();
        if (traits.discardAll() || text.length() > LONGEST_STATEMENT) {
            return true;
        }
        if (traits.standalone() && traits.kind() != Traits.Kind.OTHER) {
            return false;
        }
        boolean mentioned =
                Words.mention(text, "set_config") || Words.begin(text, "SET", "RESET", "DISCARD", "PREPARE", "LISTEN");
        String word = Words.first(text);
        functionsMay |= mentioned || (word.equals("CREATE") && isExtension(statement));
        if (Words.mention(text, "TEMP", "TEMPORARY", "pg_temp")) {
            return true;
        }
        if (DEFINITIONS.contains(word)) {
            return functionsMay && !SessionState.isPlain(text);
        }
        if (ROWS.contains(word)) {
            return mentioned || functionsMay;
        }
        if (word.equals("DO")) {
            return mentioned || functionsMay || Words.mention(text, "EXECUTE");
        }
        return true;
    }

    private static boolean isExtension(Statement statement) {
        return statement.command() instanceof Command.CreateObject create && create.kind() == ObjectKind.EXTENSION;
    }
}
