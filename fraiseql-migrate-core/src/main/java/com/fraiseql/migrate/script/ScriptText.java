// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a script, which can be read as often as needed. */
public interface ScriptText {

    /** The file name as the user knows it; it stands in every error. */
    String name();

    /** Opens the bytes from the start. The caller closes the stream. */
    InputStream open() throws IOException;

    /**
     * Whether all of it takes a migration back, as a {@code .down.sql} does; then a line {@code -- Rollback:} is only a
     * comment.
     */
    default boolean undoes() {
        return false;
    }

    /**
     * What is equal to an earlier answer only if the bytes are the same as they were then; {@code null} if that cannot
     * be told without reading them.
     */
    default @Nullable Object stamp() {
        return null;
    }

    /** The number of the first line, in errors and in units. */
    default int firstLine() {
        return 1;
    }

    /** The file that places point into; the script itself unless it is a section of a file. */
    default ScriptText file() {
        return this;
    }

    /**
     * Where a place of the script stands in the file.
     *
     * @param line from 1; 0 if only the file is known
     * @param column in code points from 1; 0 if only the line is known
     */
    default SourceLocation locate(int line, int column) {
        return new SourceLocation(name(), line, column);
    }
}
