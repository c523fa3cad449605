// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.sql.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what one file does to a transaction from the files that follow in it ({@code docs/design.md}, 10).
 *
 * <ol>
 *   <li>Savepoints. Before the file's first one the engine makes one of its own, whose release at the end of the file
 *       destroys all that the file has left; another file's ROLLBACK TO would undo what has been recorded.
 *   <li>SET CONSTRAINTS. At the end of the file the constraints are checked and are again as they are declared.
 * </ol>
 */
final class SharedTransaction {

    private static final Set<String> SAVEPOINT = Set.of("SAVEPOINT", "ROLLBACK", "RELEASE");

    /**
     * No command resets the modes; a name that also a constraint has that cannot be deferred is refused by SET
     * CONSTRAINTS.
     */
    private static final String DECLARED_CONSTRAINTS = """
            DO $fraiseql$
            DECLARE names pg_catalog.text;
            BEGIN
             SET CONSTRAINTS ALL IMMEDIATE;
             SELECT pg_catalog.string_agg(c.name, ', ') INTO names FROM (
              SELECT pg_catalog.format('%I.%I', n.nspname, o.conname) AS name
               FROM pg_catalog.pg_constraint o JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace
               WHERE o.conrelid <> 0 GROUP BY 1 HAVING pg_catalog.bool_and(o.condeferrable) AND
               pg_catalog.bool_or(o.condeferred)) c;
             IF names IS NOT NULL THEN
              EXECUTE 'SET CONSTRAINTS ' || names || ' DEFERRED';
             END IF;
            END $fraiseql$""";

    private @Nullable String savepoint;
    private boolean constraints;

    /** What is to be sent before a statement of the file. */
    Optional<String> before(Statement statement) {
        constraints = constraints || setsConstraints(statement.text());
        if (savepoint != null || !SAVEPOINT.contains(Words.first(statement.text()))) {
            return Optional.empty();
        }
        savepoint = "fraiseql_" + UUID.randomUUID().toString().replace("-", "");
        return Optional.of("SAVEPOINT " + savepoint);
    }

    /** Whether a statement, or code in it, sets the mode of constraints. */
    static boolean setsConstraints(String text) {
        return Words.mention(text, "CONSTRAINTS")
                && Tokens.everywhere(text).stream()
                        .anyMatch(tokens -> new TokenCursor(tokens).findAnywhere("SET", "CONSTRAINTS"));
    }

    /** One statement each. */
    List<String> endOfFile() {
        List<String> statements = new ArrayList<>();
        if (savepoint != null) {
            statements.add("RELEASE SAVEPOINT " + savepoint);
        }
        if (constraints) {
            statements.add(DECLARED_CONSTRAINTS);
        }
        return statements;
    }
}
