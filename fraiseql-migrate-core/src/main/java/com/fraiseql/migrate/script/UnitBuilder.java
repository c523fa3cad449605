// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Gathers the statements of one unit. */
final class UnitBuilder {

    private static final byte[] SEPARATOR = {0};

    private final int index;
    private final Unit.Kind kind;
    private final Statement first;
    private final MessageDigest digest = Sha256.digest();
    private final LineMarks marks = new LineMarks();
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
        if (title == null && !statement.isControl()) {
            title = statement.firstLine();
        }
        byte[] text = statement.raw().getBytes(StandardCharsets.UTF_8);
        text(text, statement.line());
        if (statement.traits().copyFromStdin()) {
            data(reader.copyDataToHash(), reader.copyLine());
        }
    }

    private void text(byte[] text, int firstLine) {
        int size = normalise(text);
        marks.endLine(marks.lines(text, 0, size, firstLine));
        digest.update(text, 0, size);
        digest.update(SEPARATOR);
    }

    /** Makes every line end LF, in place; returns the new length. */
    private static int normalise(byte[] text) {
        int size = 0;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b != '\r') {
                text[size++] = b;
            } else if (i + 1 == text.length || text[i + 1] != '\n') {
                text[size++] = '\n';
            }
        }
        return size;
    }

    private void data(InputStream data, int firstLine) {
        lastLine = firstLine;
        boolean open = false;
        byte[] chunk = new byte[1 << 16];
        try (Handover hashing = new Handover(this::hash)) {
            for (int n = data.read(chunk); n >= 0; n = data.read(chunk)) {
                hashing.take(chunk, 0, n);
                open = n > 0 ? chunk[n - 1] != '\n' : open;
            }
            hashing.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (open) {
            marks.endLine(lastLine);
        }
        digest.update(SEPARATOR);
    }

    private void hash(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        lastLine = marks.lines(bytes, offset, length, lastLine);
    }

    Unit build() {
        return new Unit(
                index,
                kind,
                new Unit.Extent(first.index(), count, first.line(), lastLine),
                new Unit.Fingerprint(Sha256.hex(digest.digest()), marks.text(), marks.fileLines()),
                title == null ? first.firstLine() : title,
                committed,
                kind == Unit.Kind.EXPLICIT ? first.text() : null);
    }
}
