// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint;

import com.fraiseql.migrate.options.LintLevel;
import java.util.List;

/**
 * What a review has found.
 *
 * @param files how many files were reviewed, without those that were read for the schema only
 * @param findings in the order of the files, and of the places in each
 * @param remarks what was not reviewed, one sentence each
 */
public record LintReport(int files, List<Finding> findings, List<String> remarks) {

    public LintReport {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }

    /** The same files with what else is known of the findings. */
    public LintReport with(List<Finding> newFindings) {
        return new LintReport(files, newFindings, remarks);
    }

    /** How many findings have exactly this level. */
    public long count(LintLevel level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** Whether a finding has this level or a higher one. */
    public boolean reaches(LintLevel level) {
        return findings.stream().anyMatch(finding -> finding.level().compareTo(level) >= 0);
    }
}
