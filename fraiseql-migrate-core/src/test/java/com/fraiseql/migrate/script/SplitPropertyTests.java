// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.script.RandomScripts.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitPropertyTests {

    @Test
    void whatIsJoinedWithSemicolonsIsSplitIntoTheSamePieces() {
        for (int seed = 0; seed < 600; seed++) {
            List<Piece> pieces = RandomScripts.none();
            String script = new RandomScripts(seed).script(pieces);
            List<Statement> statements = Scripts.statements(script);
            assertThat(statements)
                    .as("seed %d:%n%s", seed, script)
                    .extracting(Statement::text)
                    .containsExactlyElementsOf(
                            pieces.stream().map(piece -> strip(piece.text())).toList());
            for (int i = 0; i < statements.size(); i++) {
                assertThat(statements.get(i).line())
                        .as("line, seed %d", seed)
                        .isEqualTo(pieces.get(i).line());
                assertThat(statements.get(i).column())
                        .as("column, seed %d", seed)
                        .isEqualTo(pieces.get(i).column());
            }
            assertThat(Script.read(Scripts.text(script)).statements()).isEqualTo(pieces.size());
        }
    }

    /** A statement ends with its last token. */
    private static String strip(String text) {
        String stripped = text.stripTrailing();
        return stripped.endsWith("4 -- ; '")
                ? stripped.substring(0, stripped.length() - 7).stripTrailing()
                : stripped.endsWith("/***/")
                        ? stripped.substring(0, stripped.length() - 5).stripTrailing()
                        : stripped;
    }
}
