// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.script.Sha256;
import java.nio.ByteBuffer;

/**
 * The numbers of advisory locks, and the seeds of their hashes: the first eight bytes of SHA-256 of a name. They depend
 * on names only, so that every version of the generated SQL agrees on them.
 */
public final class LockNumber {

    private LockNumber() {}

    /**
     * L(tv), the lock of a table as a whole: shared by a pass that takes finer locks as well, exclusive for one that
     * does not.
     *
     * @param table the {@code tv_} with its schema
     */
    public static long ofTable(String table) {
        return first8(table);
    }

    static long seed(String table, String part) {
        return first8(table + "/" + part);
    }

    private static long first8(String name) {
        return ByteBuffer.wrap(Sha256.bytesOf("fraiseql-ivm/" + name)).getLong();
    }

    /** A number for what a version of a collector captures. */
    static int layout(String description) {
        return ByteBuffer.wrap(Sha256.bytesOf(description)).getInt();
    }
}
