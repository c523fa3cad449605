// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes that are rare, eight at a time. */
final class EightBytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long LINE_FEEDS = '\n' * LOWEST_BITS;
    private static final long CARRIAGE_RETURNS = '\r' * LOWEST_BITS;

    private EightBytes() {}

    /** The index of the first byte that is no ASCII character, or {@code to}. */
    static int firstBeyondAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 8 <= to && ((long) LONGS.get(bytes, i) & HIGHEST_BITS) == 0) {
            i += 8;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The index of the first zero, or {@code to}. */
    static int firstZero(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 8 <= to && zeros((long) LONGS.get(bytes, i)) == 0) {
            i += 8;
        }
        while (i < to && bytes[i] != 0) {
            i++;
        }
        return i;
    }

    /** The index of the first line feed, or {@code to}. */
    static int firstLineFeed(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 8 <= to) {
            long found = zeros((long) LONGS.get(bytes, i) ^ LINE_FEEDS);
            if (found != 0) {
                return i + first(found);
            }
            i += 8;
        }
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** The index of the first line feed or carriage return, or {@code to}. */
    static int firstLineEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 8 <= to) {
            long eight = (long) LONGS.get(bytes, i);
            long found = zeros(eight ^ LINE_FEEDS) | zeros(eight ^ CARRIAGE_RETURNS);
            if (found != 0) {
                return i + first(found);
            }
            i += 8;
        }
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** Not 0 if a line feed or carriage return is among these eight bytes; {@link #first} tells where the first is. */
    static long lineEnds(byte[] bytes, int at) {
        long eight = (long) LONGS.get(bytes, at);
        return zeros(eight ^ LINE_FEEDS) | zeros(eight ^ CARRIAGE_RETURNS);
    }

    /** The index of the first byte that is no ASCII character or zero, or up to seven before it, or {@code to}. */
    static int firstBeyondAsciiOrZero(byte[] bytes, int from, int to) {
        int i = from;
        while (i + 8 <= to) {
            long eight = (long) LONGS.get(bytes, i);
            if ((((eight - LOWEST_BITS) | eight) & HIGHEST_BITS) != 0) {
                return i;
            }
            i += 8;
        }
        while (i < to && bytes[i] > 0) {
            i++;
        }
        return i;
    }

    /**
     * Not 0 if a byte is zero; its lowest bit is in the first such byte. A byte borrows into its highest bit, which it
     * does not have itself, only if it is zero or follows one that is.
     */
    private static long zeros(long eight) {
        return (eight - LOWEST_BITS) & ~eight & HIGHEST_BITS;
    }

    /** Which of the eight bytes has the lowest bit. */
    static int first(long bits) {
        return Long.numberOfTrailingZeros(bits) >>> 3;
    }
}
