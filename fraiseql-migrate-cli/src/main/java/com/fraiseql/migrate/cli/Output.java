// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers why writing failed; a {@link PrintStream} only remembers that it did. A reader that
 * has stopped reading, such as {@code head}, is not a failure; a full disk is.
 */
final class Output extends TextStream {

    private final Recorder recorder;
    private final BooleanSupplier pipe;

    /**
     * @param pipe whether it is a pipe, whose only failure is that its reader has gone; asked after a failure, since
     *     the words of the operating system for that depend on the locale
     */
    Output(OutputStream real, Charset charset, BooleanSupplier pipe) {
        this(new Recorder(real), charset, pipe);
    }

    private Output(Recorder recorder, Charset charset, BooleanSupplier pipe) {
        super(recorder, charset);
        this.recorder = recorder;
        this.pipe = pipe;
    }

    /** Why writing failed, unless the reader has closed the pipe. */
    Optional<IOException> failure() {
        flush();
        IOException first = recorder.first;
        return first == null || readerHasGone(first) || pipe.getAsBoolean() ? Optional.empty() : Optional.of(first);
    }

    private static boolean readerHasGone(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    private static final class Recorder extends FilterOutputStream {

        private volatile @Nullable IOException first;

        Recorder(OutputStream real) {
            super(real);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            try {
                out.write(octets, offset, length);
            } catch (IOException e) {
                first = first == null ? e : first;
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                first = first == null ? e : first;
                throw e;
            }
        }
    }
}
