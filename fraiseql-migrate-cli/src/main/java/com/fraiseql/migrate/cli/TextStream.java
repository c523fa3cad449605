// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** A stream that encodes each text as a whole, which costs a fraction of what {@link PrintStream} does for it. */
class TextStream extends PrintStream {

    private final Charset charset;

    TextStream(OutputStream out, Charset charset) {
        super(out, true, charset);
        this.charset = charset;
    }

    @Override
    public void print(String text) {
        byte[] octets = String.valueOf(text).getBytes(charset);
        write(octets, 0, octets.length);
    }
}
