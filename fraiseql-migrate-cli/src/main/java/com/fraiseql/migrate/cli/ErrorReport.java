// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;

/**
 * Shows a failure on the error stream: as text, {@code Error: } and all details; as JSON, one line with {@code code},
 * {@code message}, {@code action}, {@code file}, {@code line}, {@code column} and {@code detail}. If the command has
 * not printed a report of its own, the JSON is printed on the output stream, too.
 */
final class ErrorReport {

    private final Terminal terminal;
    private final @Nullable JsonAnswer answer;
    private final boolean debug;

    ErrorReport(Terminal terminal, @Nullable JsonAnswer answer, boolean debug) {
        this.terminal = terminal;
        this.answer = answer;
        this.debug = debug;
    }

    int show(Throwable failure) {
        MigrateException known = failure instanceof MigrateException migrate ? migrate : unexpected(failure);
        if (answer != null) {
            terminal.err().println(Json.write(FailureJson.asMap(known)));
            answer.failed(known);
        } else {
            String[] lines = known.render().split("\n", 2);
            terminal.err().println(terminal.red("Error:") + " " + lines[0] + (lines.length > 1 ? "\n" + lines[1] : ""));
        }
        if (debug) {
            // secrets in the causes are masked, even those of an unexpected failure
            known.printStackTrace(terminal.err());
        }
        return ExitCode.of(known).number();
    }

    private static MigrateException unexpected(Throwable failure) {
        if (failure instanceof InvalidPathException path) {
            return Encoding.problem(path);
        }
        String message = failure.getMessage();
        return MigrateException.builder(
                        FailureCode.INTERNAL,
                        "An unexpected error occurred: " + failure.getClass().getSimpleName()
                                + (message == null ? "." : ": " + message),
                        "Run it again with FRAISEQL_DEBUG=1 and report what it prints; it is a bug in this software.")
                .cause(failure)
                .build();
    }
}
