// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import picocli.CommandLine.Option;

/** {@code --format}. */
final class FormatOption {

    enum Format {
        text,
        json
    }

    @Option(names = "--format", paramLabel = "FORMAT", description = "Output format: text or json (default: text).")
    private Format format = Format.text;

    boolean json() {
        return format == Format.json;
    }
}
