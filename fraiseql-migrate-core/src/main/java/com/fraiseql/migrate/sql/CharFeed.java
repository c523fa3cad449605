// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

/** Where the lexer gets its characters from. */
public interface CharFeed extends AutoCloseable {

    /** Reads at least one character, or returns -1 at the end. {@code length} is at least 2. */
    int read(char[] into, int offset, int length);

    @Override
    void close();
}
