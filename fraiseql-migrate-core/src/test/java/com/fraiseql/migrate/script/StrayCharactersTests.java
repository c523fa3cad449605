// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.failure;
import static com.fraiseql.migrate.script.Scripts.one;
import static com.fraiseql.migrate.script.Scripts.place;
import static com.fraiseql.migrate.script.Scripts.split;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrayCharactersTests {

    @ParameterizedTest
    @CsvSource({
        "<SUB>, 2:3, U+001A (SUBSTITUTE)",
        "SELECT \u0001 1;, 2:10, U+0001",
        "<BOM>SELECT 1;, 2:3, U+FEFF (ZERO WIDTH NO-BREAK SPACE)",
        "<BOM>-- x<NL>SELECT 1;, 2:3, U+FEFF",
        "CREATE\u00A0TABLE t ();, 2:9, U+00A0 (NO-BREAK SPACE)",
        "\u200BSELECT 1;, 2:3, U+200B (ZERO WIDTH SPACE)",
        "DROP\u007F TABLE t;, 2:7, U+007F"
    })
    void aCharacterThatCanOnlyBeAnErrorIsNamedBeforeAnythingRuns(String sql, String place, String name) {
        ScriptException failure = failure("SELECT 'ä';\n  "
                + sql.replace("<SUB>", "\u001A").replace("<BOM>", "\uFEFF").replace("<NL>", "\n"));
        assertThat(failure.code()).isEqualTo(FailureCode.STRAY_CHARACTER);
        assertThat(place(failure)).isEqualTo(place);
        assertThat(failure.what()).contains(name);
    }

    @Test
    void withinQuotesAndCommentsAnyCharacterIsFine() {
        assertThat(split("SELECT '\u00A0\u001A\u200B', \"\uFEFF\", $$\u0001$$ -- \u001A\u00A0\n/* \u001A */"))
                .hasSize(1);
        assertThat(split("SELECT größe FROM straße AS \u00E9t\u00E9")).hasSize(1);
    }

    @Test
    void anErrorOfTheServerGetsTheCharacterInAWordWithItsPlace() {
        assertThat(hint("SELECT a\n FROM t\u00A0WHERE b", "42601", 20))
                .contains("Line 2, column 8", "U+00A0 (NO-BREAK SPACE)");
        assertThat(hint("SELECT \u201Cname\u201D FROM t", "42703", 8)).contains("Line 1, column 8", "U+201C");
        assertThat(hint("SELECT 'a\u00A0b' FROM t", "42601", 8)).isEmpty();
        assertThat(hint("SELECT größe FROM t", "42703", 8)).isEmpty();
        assertThat(hint("SELECT a\u00A0 FROM t", "22012", 8)).isEmpty();
    }

    @Test
    void aVariableOfPsqlIsNamed() {
        assertThat(hint("INSERT INTO t VALUES (:'name')", "42601", 23)).contains(":'name'", "psql", "${name}");
        assertThat(hint("SELECT :id", "42601", 8)).contains(":id is");
        assertThat(hint("SELECT * FROM :\"tab\"", "42601", 15)).contains(":\"tab\"");
        assertThat(hint("SELECT a[1::2]", "42601", 11)).isEmpty();
        assertThat(hint("SELECT : FROM t", "42601", 8)).isEmpty();
        assertThat(hint("SELECT nope FROM t", "42703", 8)).isEmpty();
    }

    private static String hint(String sql, String state, int position) {
        return StatementHints.of(one(sql), Scripts.text(sql), state, position).orElse("");
    }
}
