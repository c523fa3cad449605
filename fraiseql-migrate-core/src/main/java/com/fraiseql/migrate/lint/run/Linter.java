// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.catalog.Catalog;
import com.fraiseql.migrate.options.LintOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reviews files, one after the other in the order in which they are applied. */
public final class Linter {

    /** How much of a file is reviewed; a longer one is data. */
    public static final long MOST_BYTES = 8L << 20;

    private static final Comparator<Finding> BY_PLACE = Comparator.comparingInt(
                    (Finding finding) -> finding.location().line())
            .thenComparingInt(finding -> finding.location().column());

    private final RuleSet rules;
    private final Catalog known = new Catalog();
    private final List<String> remarks = new ArrayList<>();

    /**
     * Begins with nothing known of the schema.
     *
     * @param connected the major version of the server that is connected; {@code null} if none is
     */
    public Linter(LintOptions options, @Nullable Integer connected) {
        this.rules = new RuleSet(options, connected);
    }

    /**
     * Reviews the next file.
     *
     * @return what was found, in the order of the file; nothing unless the file's findings are wanted
     */
    public List<Finding> review(LintFile file) {
        FileReview review = new FileReview(rules, known, file);
        review.run();
        String remark = review.remark();
        if (remark != null && file.reported()) {
            remarks.add(remark);
        }
        return file.reported() ? review.findings().stream().sorted(BY_PLACE).toList() : List.of();
    }

    /** What has not been reviewed so far, one sentence each. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }
}
