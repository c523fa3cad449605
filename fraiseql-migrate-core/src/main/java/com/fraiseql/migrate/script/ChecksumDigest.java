// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes a file's bytes (without byte order mark) as they come, and knows at the end the checksum of the whole text and
 * of the text above each line that looks like a rollback marker. Whether such a line is one, only the lexer can tell.
 * To be closed, since it may have a thread.
 */
final class ChecksumDigest implements ByteTaker, AutoCloseable {

    private static final byte[] ROLLBACK = "rollback".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    /** As much as this goes into the digest at a time; a small file needs less. */
    private static final int CHUNK = 1 << 14;

    /** This goes into the digest without being copied. */
    private static final int MUCH = 1 << 10;

    private static final int DEAD = -1;
    private static final int DASH = 1;
    private static final int DASHES = 2;
    private static final int WORD_END = DASHES + 8;
    private static final int COLON = WORD_END + 1;

    private final MessageDigest digest = Sha256.digest();
    private final Handover hashing;
    private final PlainLines plain = new PlainLines();
    private final Map<Integer, String> above = new HashMap<>();
    /** Normalised bytes that have not gone into the digest. */
    private byte[] out = new byte[1 << 11];

    private int size;
    /** The end of the last byte in {@link #out} that is not white space. */
    private int solid;
    /** Where the current line starts in {@link #out}; it stays there while it may be a marker. */
    private int lineStart;

    private int line = 1;
    private int state;
    private boolean afterReturn;

    ChecksumDigest() {
        this(Handover.WITHOUT_THREAD);
    }

    private ChecksumDigest(long withoutThread) {
        hashing = new Handover(digest::update, withoutThread);
    }

    /** One without a thread of its own, since it is in one already. */
    static ChecksumDigest withoutThread() {
        return new ChecksumDigest(Long.MAX_VALUE);
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        if (afterReturn && i < end) {
            afterReturn = false;
            i += bytes[i] == '\n' ? 1 : 0;
        }
        while (i < end) {
            if (state == DEAD) {
                i = plainLines(bytes, i, end);
            }
            int lineEnd = EightBytes.firstLineEnd(bytes, i, end);
            withinLine(bytes, i, lineEnd);
            i = lineEnd;
            if (i < end) {
                if (size == out.length) {
                    flush();
                }
                out[size++] = '\n';
                endLine();
                if (bytes[i++] == '\r') {
                    afterReturn = i == end;
                    i += i < end && bytes[i] == '\n' ? 1 : 0;
                }
            }
        }
    }

    /** Takes lines that need no closer look, from within one that is no marker; returns where the next line ends. */
    private int plainLines(byte[] bytes, int from, int to) {
        int before = plain.lineFeeds();
        int i = plain.pass(bytes, from, to);
        line += plain.lineFeeds() - before;
        int solidEnd = i;
        while (solidEnd > from && isSpace(bytes[solidEnd - 1])) {
            solidEnd--;
        }
        if (solidEnd - from < MUCH) {
            withinLine(bytes, from, i);
        } else {
            hashing.take(out, 0, size);
            hashing.take(bytes, from, solidEnd - from);
            size = 0;
            solid = 0;
            withinLine(bytes, solidEnd, i);
        }
        return i;
    }

    /** Takes a line or a piece of one. */
    private void withinLine(byte[] bytes, int from, int to) {
        for (int i = from; i < to && state != DEAD; i++) {
            state = step(bytes[i]);
        }
        int last = to;
        while (last > from && isSpace(bytes[last - 1])) {
            last--;
        }
        int i = from;
        while (i < to) {
            if (size == out.length) {
                flush();
            }
            int part = Math.min(to - i, out.length - size);
            System.arraycopy(bytes, i, out, size, part);
            if (last > i) {
                solid = size + Math.min(part, last - i);
            }
            size += part;
            i += part;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private int step(byte b) {
        boolean space = isSpace(b);
        return switch (state) {
            case 0 -> space ? 0 : b == '-' ? DASH : DEAD;
            case DASH -> b == '-' ? DASHES : DEAD;
            case DASHES -> space ? DASHES : (b | 0x20) == ROLLBACK[0] ? DASHES + 1 : DEAD;
            case WORD_END -> space ? WORD_END : b == ':' ? COLON : DEAD;
            case COLON -> space ? COLON : DEAD;
            default -> (b | 0x20) == ROLLBACK[state - DASHES] ? state + 1 : DEAD;
        };
    }

    private void endLine() {
        if (state == COLON) {
            candidate();
        }
        line++;
        state = 0;
        lineStart = size;
    }

    private void candidate() {
        hashing.finish();
        MessageDigest copy = Sha256.copy(digest);
        copy.update(out, 0, solidBefore(lineStart));
        above.put(line, Sha256.hex(copy.digest()));
    }

    private int solidBefore(int index) {
        int end = index;
        while (end > 0 && isSpace(out[end - 1])) {
            end--;
        }
        return end;
    }

    /** White space at the end, and a line that may be a marker, are kept back. */
    private void flush() {
        int upTo = state == DEAD ? solid : solidBefore(lineStart);
        if (upTo == 0 || out.length < CHUNK) {
            out = Arrays.copyOf(out, out.length * 2);
            return;
        }
        hashing.take(out, 0, upTo);
        System.arraycopy(out, upTo, out, 0, size - upTo);
        size -= upTo;
        solid = Math.max(0, solid - upTo);
        lineStart = Math.max(0, lineStart - upTo);
    }

    boolean hasCandidates() {
        if (state == COLON) {
            candidate();
        }
        return !above.isEmpty();
    }

    /** The checksum, with the rollback marker on this line; 0 if there is none. */
    String finish(int markerLine) {
        if (hasCandidates() && above.containsKey(markerLine)) {
            return above.getOrDefault(markerLine, "");
        }
        hashing.take(out, 0, solid);
        hashing.finish();
        return Sha256.hex(digest.digest());
    }

    @Override
    public void close() {
        hashing.close();
    }
}
