// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.options.LintLevel;

/** Findings as commands of a GitHub workflow, which shows each at its line of the pull request. */
final class Annotations {

    private Annotations() {}

    static void print(LintReport report, Terminal terminal) {
        report.findings().forEach(finding -> terminal.line(line(finding)));
        report.remarks().forEach(remark -> terminal.line("::notice::" + data(remark)));
    }

    static String line(Finding finding) {
        int line = finding.location().line();
        int column = finding.location().column();
        return "::" + command(finding.level()) + " file="
                + property(finding.location().file())
                + (line == 0 ? "" : ",line=" + line)
                + (column == 0 ? "" : ",col=" + column)
                + ",title=" + property(finding.rule().toString())
                + "::" + data(finding.message() + "\n" + finding.action());
    }

    private static String command(LintLevel level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case ADVICE, OFF -> "notice";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
