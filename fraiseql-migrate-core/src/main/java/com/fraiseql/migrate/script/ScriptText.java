// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a script, which can be read as often as needed. */
public interface ScriptText {

    /** The file name as the user knows it; it stands in every error. */
    String name();

    /** Opens the bytes from the start. The caller closes the stream. */
    InputStream open() throws IOException;

    /** Whether all of it takes a migration back, as a {@code .down.sql} does; then a line {@code -- Rollback:} is only a comment. */
    default boolean undoes() {
        return false;
    }
}
