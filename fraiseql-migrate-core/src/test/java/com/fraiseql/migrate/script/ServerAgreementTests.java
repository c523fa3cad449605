// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL's own parser says of every semicolon whether a statement ends there: after one that does,
 * {@code BEGIN @@@} is an error at {@code @@@}; after any other one it is an error before. The text is given as the
 * body of an SQL function, which PostgreSQL parses as a whole and never runs.
 */
class ServerAgreementTests {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    @BeforeAll
    static void createProbe() {
        db.get().execute("""
                        CREATE FUNCTION probe(script text) RETURNS boolean LANGUAGE plpgsql AS $$
                        BEGIN
                            EXECUTE 'CREATE OR REPLACE FUNCTION probed() RETURNS void LANGUAGE sql AS ' || \
                        quote_literal(script || ' BEGIN @@@');
                            RETURN false;
                        EXCEPTION WHEN OTHERS THEN
                            RETURN SQLERRM = 'syntax error at or near "@@@"';
                        END $$
                        """);
    }

    private static Set<Integer> boundariesOfTheServer(Connection connection, String script) throws SQLException {
        Set<Integer> boundaries = new TreeSet<>();
        try (PreparedStatement probe = connection.prepareStatement("SELECT probe(?)")) {
            for (int i = script.indexOf(';'); i >= 0; i = script.indexOf(';', i + 1)) {
                probe.setString(1, script.substring(0, i + 1));
                try (ResultSet rows = probe.executeQuery()) {
                    rows.next();
                    if (rows.getBoolean(1)) {
                        boundaries.add(i);
                    }
                }
            }
        }
        return boundaries;
    }

    /** A semicolon is an end if the text up to it has other tokens after it than the text up to the one before. */
    private static Set<Integer> ourBoundaries(String script) {
        Set<Integer> boundaries = new TreeSet<>();
        for (int i = script.indexOf(';'); i >= 0; i = script.indexOf(';', i + 1)) {
            List<String> statements;
            try {
                statements = Scripts.split(script.substring(0, i) + "; PROBE");
            } catch (ScriptException e) {
                continue;
            }
            if (!statements.isEmpty() && statements.get(statements.size() - 1).equals("PROBE")) {
                boundaries.add(i);
            }
        }
        return boundaries;
    }

    @Test
    void everySemicolonOfRandomScriptsMeansTheSameToPostgresql() throws SQLException {
        try (Connection connection = db.get().connect()) {
            for (int seed = 5000; seed < 5100; seed++) {
                String script = new RandomScripts(seed).script(RandomScripts.none());
                assertThat(ourBoundaries(script))
                        .as("seed %d:%n%s", seed, script)
                        .isEqualTo(boundariesOfTheServer(connection, script));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT E'a'\n-- x\n'\\'; --'; SELECT 1;",
                "SELECT 'a', 'b;'; SELECT 1;",
                "SELECT $1,$$;$$; SELECT $1;",
                "SELECT $a$;$b$;$a$; SELECT a$a$;",
                "SELECT 1/*/;*/; SELECT 2;",
                "SELECT 1 +/* ; */ 2; SELECT 1 @--;\n 2;",
                "SELECT U&'\\0041' UESCAPE '\\' ; SELECT u&\"a;\";",
                "SELECT 1 AS \"a\"\";\" ; SELECT 2;",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 1 AS end; END; "
                        + "SELECT 2;",
                "CREATE PROCEDURE p() BEGIN ATOMIC; INSERT INTO t SELECT 1; END; SELECT 2;",
                "CREATE RULE r AS ON UPDATE TO t DO INSTEAD (SELECT 1; SELECT 2;); SELECT 3;"
            })
    void everySemicolonMeansTheSameToPostgresql(String script) throws SQLException {
        try (Connection connection = db.get().connect()) {
            assertThat(ourBoundaries(script))
                    .isEqualTo(boundariesOfTheServer(connection, script))
                    .isNotEmpty();
        }
    }

    @Test
    void namesAreFoldedLikePostgresqlFoldsThem() {
        for (String name : List.of(
                "Abc", "ÄÉ", "\"Ab\"\"c\"", "U&\"d\\0061t\\+000061\"", "\"" + "é".repeat(50) + "\"", "a".repeat(80))) {
            String folded = Tokens.of(name).get(0).name();
            db.get().execute("CREATE TABLE " + name + " ()");
            assertThat(db.get()
                            .query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                                    + "'public'::regnamespace"))
                    .containsExactly(folded);
            db.get().execute("DROP TABLE " + name);
        }
    }

    @Test
    void stringsHaveTheValueThatPostgresqlGivesThem() {
        for (String literal : List.of(
                "'it''s'",
                "E'a\\n\\'\\\\\\x41\\101\\u00e9\\U0001F600'",
                "'a'\n 'b'",
                "$a$x'$a$",
                "U&'\\0041\\+01F600'",
                "'\\'",
                "E'a'\n--'\n'\\tb'")) {
            assertThat(db.get().query("SELECT " + literal))
                    .containsExactly(Tokens.of(literal).get(0).value());
        }
    }
}
