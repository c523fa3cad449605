// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.lint.SqlFile;
import com.fraiseql.migrate.options.LintOptions;
import com.fraiseql.migrate.script.ScriptText;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reviews files that a caller has found. */
public final class FileReviews {

    private FileReviews() {}

    /**
     * Reviews them in their order.
     *
     * @param connected the major version of the server that is connected; {@code null} if none is
     * @param placeholders values for <code>${name}</code>
     */
    public static LintReport of(
            List<SqlFile> files, LintOptions options, @Nullable Integer connected, Map<String, String> placeholders) {
        Linter linter = new Linter(options, connected);
        List<Finding> findings = new ArrayList<>();
        int reported = 0;
        for (SqlFile file : files) {
            findings.addAll(
                    linter.review(new LintFile(new FileText(file), placeholders, file.batch(), file.reported())));
            reported += file.reported() ? 1 : 0;
        }
        return new LintReport(reported, findings, linter.remarks());
    }

    /** The text of a file that is given for review. */
    private record FileText(SqlFile given) implements ScriptText {

        @Override
        public String name() {
            return given.name();
        }

        @Override
        public InputStream open() throws IOException {
            return given.content().open();
        }

        @Override
        public boolean undoes() {
            return given.undoes();
        }
    }
}
