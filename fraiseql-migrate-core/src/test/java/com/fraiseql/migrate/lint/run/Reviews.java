// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintOptions;
import com.fraiseql.migrate.script.ReviewReader;
import com.fraiseql.migrate.script.ScriptException;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Command;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reviews texts. */
final class Reviews {

    private Reviews() {}

    static ScriptText text(String name, String sql) {
        return new ScriptText() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** The findings in files that are pending together, without advice. */
    static List<Finding> of(String... files) {
        return after(null, null, List.of(files)).stream()
                .filter(finding -> finding.level() != LintLevel.ADVICE)
                .toList();
    }

    /** The findings in pending files after what has been applied. */
    static List<Finding> after(@Nullable String applied, @Nullable Integer version, List<String> pending) {
        Linter linter = new Linter(LintOptions.defaults(), version);
        if (applied != null) {
            linter.review(new LintFile(text("000_applied.sql", applied), Map.of(), 1, false));
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            String name = "00" + (i + 1) + "_pending.sql";
            findings.addAll(linter.review(new LintFile(text(name, pending.get(i)), Map.of(), 2, true)));
        }
        return findings;
    }

    /** {@code RULE line:column} of each. */
    static List<String> places(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.rule().id() + " " + finding.location().line() + ":"
                        + finding.location().column())
                .toList();
    }

    /** The statements of a file, in their order. */
    static List<Statement> statements(String sql) {
        List<Statement> statements = new ArrayList<>();
        try (ReviewReader reader = ReviewReader.open(text("example.sql", sql), Map.of(), 1 << 20)) {
            for (Statement next = reader.next(); next != null; next = reader.next()) {
                statements.add(next);
            }
        }
        return statements;
    }

    /** The texts of a file's statements; of a file that cannot be read its whole text. */
    static List<String> texts(String sql) {
        try {
            return statements(sql).stream().map(Statement::text).toList();
        } catch (ScriptException e) {
            return List.of(sql);
        }
    }

    static boolean isControl(Statement statement) {
        return statement.command() instanceof Command.TransactionControl;
    }
}
