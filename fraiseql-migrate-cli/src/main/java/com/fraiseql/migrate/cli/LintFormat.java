// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import picocli.CommandLine.Option;

/** {@code --format} of a command whose findings other tools read. */
final class LintFormat {

    enum Format {
        text,
        json,
        sarif,
        github
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Output format: text, json, sarif (2.1.0) or github, workflow annotations (default: text).")
    private Format format = Format.text;

    Format chosen() {
        return format;
    }
}
