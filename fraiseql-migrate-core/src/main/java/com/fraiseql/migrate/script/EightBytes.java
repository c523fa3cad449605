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
        while (i + 8 <= to && !hasZero((long) LONGS.get(bytes, i))) {
            i += 8;
        }
        while (i < to && bytes[i] != 0) {
            i++;
        }
        return i;
    }

    /** A byte borrows into its highest bit, which it does not have itself, only if it is zero. */
    private static boolean hasZero(long eight) {
        return ((eight - LOWEST_BITS) & ~eight & HIGHEST_BITS) != 0;
    }
}
