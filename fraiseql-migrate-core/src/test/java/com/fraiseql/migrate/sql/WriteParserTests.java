// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteParserTests {

    private static List<Write> writes(String sql) {
        return ((Command.Query) CommandParser.parse(Tokens.of(sql))).writes();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE ONLY (a.t) SET x = 1 | UPDATE a.t",
                "UPDATE t SET x = (SELECT max(y) FROM u WHERE z) | UPDATE t",
                "DELETE FROM t USING u WHERE t.id = u.id | DELETE t joined where",
                "UPDATE t SET x = u.y FROM u WHERE t.id = u.id | UPDATE t joined where",
                "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = 2 | INSERT t VALUES conflict limited",
                "INSERT INTO t DEFAULT VALUES | INSERT t VALUES limited",
                "INSERT INTO t SELECT * FROM u WHERE x > 1 | INSERT t QUERY where",
                "INSERT INTO t (SELECT * FROM u) ON CONFLICT DO NOTHING | INSERT t QUERY conflict",
                "INSERT INTO t OVERRIDING SYSTEM VALUE SELECT * FROM u LIMIT 10 | INSERT t QUERY limited",
                "MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET x = 1 | MERGE t QUERY joined",
                "EXPLAIN ANALYZE DELETE FROM t WHERE id = 1 | DELETE t where"
            })
    void aWriteHasItsTableAndClauses(String sql, String expected) {
        assertThat(writes(sql)).extracting(WriteParserTests::text).containsExactly(expected);
    }

    @Test
    void writesInAWithClauseAreFound() {
        assertThat(writes("WITH g AS MATERIALIZED (DELETE FROM a WHERE x RETURNING *) INSERT INTO b SELECT * FROM g"))
                .extracting(WriteParserTests::text)
                .containsExactly("DELETE a where", "INSERT b QUERY");
    }

    @Test
    void whatOnlyReadsWritesNothing() {
        assertThat(writes("SELECT * FROM t FOR UPDATE")).isEmpty();
        assertThat(writes("WITH a AS (SELECT 1) SELECT * FROM a")).isEmpty();
    }

    private static String text(Write write) {
        return write.verb() + " " + write.table()
                + (write.source() == null ? "" : " " + write.source())
                + (write.joined() ? " joined" : "")
                + (write.onConflict() ? " conflict" : "")
                + (write.where().isEmpty() ? "" : " where")
                + (write.isLimited() ? " limited" : "");
    }
}
