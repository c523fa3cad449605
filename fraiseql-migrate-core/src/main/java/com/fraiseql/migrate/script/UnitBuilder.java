// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Gathers the statements of one unit. */
final class UnitBuilder {

    private static final byte[] SEPARATOR = {0};

    private final int index;
    private final Unit.Kind kind;
    private final Statement first;
    private final MessageDigest digest = Checksums.digest();
    private final LineMarks marks = new LineMarks();
    private byte[] normal = new byte[0];
    private int count;
    private int lastLine;
    private @Nullable String title;
    private boolean committed;

    UnitBuilder(int index, Unit.Kind kind, Statement first) {
        this.index = index;
        this.kind = kind;
        this.first = first;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Unit.Kind kind() {
        return kind;
    }

    void add(Statement statement, StatementReader reader) {
        count++;
        lastLine = statement.lastLine();
        committed = statement.traits().control() == Traits.Control.COMMIT;
        if (title == null && !StatementReader.isControl(statement)) {
            title = statement.firstLine();
        }
        byte[] text = statement.raw().getBytes(StandardCharsets.UTF_8);
        text(text, statement.line());
        if (statement.traits().copyFromStdin()) {
            data(reader.normalCopyData(), reader.copyLine());
        }
    }

    private void text(byte[] text, int firstLine) {
        if (normal.length < text.length) {
            normal = new byte[text.length];
        }
        int size = 0;
        int line = firstLine;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b == '\r') {
                if (i + 1 < text.length && text[i + 1] == '\n') {
                    continue;
                }
                b = '\n';
            }
            normal[size++] = b;
            if (b == '\n') {
                marks.endLine(line++);
            } else {
                marks.octet(b);
            }
        }
        marks.endLine(line);
        digest.update(normal, 0, size);
        digest.update(SEPARATOR);
        if (normal.length > 1 << 20) {
            normal = new byte[0];
        }
    }

    private void data(InputStream data, int firstLine) {
        byte[] chunk = new byte[1 << 16];
        int line = firstLine;
        boolean open = false;
        try {
            for (int n = data.read(chunk); n >= 0; n = data.read(chunk)) {
                digest.update(chunk, 0, n);
                for (int i = 0; i < n; i++) {
                    open = chunk[i] != '\n';
                    if (open) {
                        marks.octet(chunk[i]);
                    } else {
                        marks.endLine(line++);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (open) {
            marks.endLine(line);
        }
        digest.update(SEPARATOR);
        lastLine = line;
    }

    Unit build() {
        return new Unit(
                index,
                kind,
                first.index(),
                count,
                first.line(),
                lastLine,
                HexFormat.of().formatHex(digest.digest()),
                marks.text(),
                marks.fileLines(),
                title == null ? first.firstLine() : title,
                committed,
                kind == Unit.Kind.EXPLICIT ? first.text() : null);
    }
}
