// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.sql.Token;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BodyReaderTests {

    private static List<String> read(String body) {
        return BodyReader.plpgsql(body).stream().map(BodyReaderTests::text).toList();
    }

    private static String text(BodyStatement statement) {
        String words = statement.tokens().stream().map(Token::text).collect(Collectors.joining(" "));
        return statement.kind() + " " + words;
    }

    @Test
    void statementsAreFoundInEveryBranchAndLoop() {
        assertThat(read("""
                <<outer>>
                DECLARE
                    n int := (SELECT count(*) FROM a);
                    c CURSOR FOR SELECT 1;
                BEGIN
                    IF n > 1 AND CASE WHEN n > 2 THEN true ELSE false END THEN
                        DROP TABLE b;
                    ELSIF n = 0 THEN
                        TRUNCATE c;
                    ELSE
                        DELETE FROM d;
                    END IF;
                    FOR r IN SELECT * FROM e LOOP
                        UPDATE f SET x = 1;
                    END LOOP;
                    CASE n WHEN 1 THEN LOCK TABLE g; ELSE NULL; END CASE;
                    n := n + 1;
                    r.x = 2;
                    PERFORM h();
                    RAISE NOTICE 'DROP TABLE i';
                    BEGIN
                        ALTER TABLE j ADD k int;
                    EXCEPTION WHEN others THEN
                        DROP TABLE l;
                    END;
                    RETURN;
                END outer
                """))
                .containsExactly(
                        "STATIC DROP TABLE b",
                        "STATIC TRUNCATE c",
                        "STATIC DELETE FROM d",
                        "STATIC SELECT * FROM e",
                        "STATIC UPDATE f SET x = 1",
                        "STATIC LOCK TABLE g",
                        "STATIC SELECT h ( )",
                        "STATIC ALTER TABLE j ADD k int",
                        "STATIC DROP TABLE l");
    }

    @Test
    void aConstantTextIsReadAndAnyOtherIsUnknown() {
        assertThat(read("""
                BEGIN
                    EXECUTE 'DROP TABLE a; DROP TABLE b';
                    EXECUTE 'DROP ' || 'TABLE c' INTO x;
                    EXECUTE format('ALTER TABLE %I ADD d text DEFAULT %L', 'my table', 'it''s');
                    EXECUTE $q$TRUNCATE e$q$ USING 1;
                    EXECUTE 'DROP TABLE ' || quote_ident(f);
                    EXECUTE format('DROP TABLE %I', f);
                    FOR r IN EXECUTE q LOOP NULL; END LOOP;
                    RETURN QUERY EXECUTE q;
                END
                """))
                .containsExactly(
                        "TEXT DROP TABLE a",
                        "TEXT DROP TABLE b",
                        "TEXT DROP TABLE c",
                        "TEXT ALTER TABLE \"my table\" ADD d text DEFAULT 'it''s'",
                        "TEXT TRUNCATE e",
                        "UNKNOWN EXECUTE 'DROP TABLE ' || quote_ident ( f )",
                        "UNKNOWN EXECUTE format ( 'DROP TABLE %I' , f )",
                        "UNKNOWN EXECUTE q",
                        "UNKNOWN EXECUTE q");
    }
}
