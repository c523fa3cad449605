// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output of a command whose report is JSON. There is a report however the command ends, even by a usage error or a
 * signal: its own, or {@code {"success":false,"error":{…}}}.
 */
final class JsonAnswer {

    private final PrintStream out;
    private boolean answered;

    JsonAnswer(PrintStream real) {
        this.out = new TextStream(new Watched(real), StandardCharsets.UTF_8);
    }

    /** The stream for the command to write to. */
    PrintStream out() {
        return out;
    }

    /** Reports a failure, unless the command has already printed a report. */
    synchronized void failed(MigrateException failure) {
        if (!answered) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("success", false);
            map.put("error", FailureJson.asMap(failure));
            out.println(Json.write(map));
        }
    }

    /** A signal ends the process before the command can report. */
    void interrupted() {
        failed(new MigrateException(
                FailureCode.CANCELLED, "The command was ended by a signal.", "Run it again to continue."));
    }

    private final class Watched extends FilterOutputStream {

        Watched(OutputStream real) {
            super(real);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            synchronized (JsonAnswer.this) {
                answered = true;
                out.write(octets, offset, length);
            }
        }
    }
}
