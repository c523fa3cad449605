// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.SourceLocation;

/**
 * The script that is read, and the errors about it.
 *
 * @param read what is read
 */
record Origin(ScriptText read) {

    ScriptText file() {
        return read.file();
    }

    /** The number of the first line of what is read. */
    int firstLine() {
        return read.firstLine();
    }

    Origin within(RollbackSection section) {
        return new Origin(section.in(file()));
    }

    SourceLocation locate(int line, int column) {
        return read.locate(line, column);
    }

    /** An error at a place of what is read. {@code what} is a clause in small letters, without a full stop. */
    ScriptException fault(FailureCode code, String what, String action, int line, int column) {
        SourceLocation location = locate(line, column);
        return new ScriptException(
                code, location + ": " + what + ".", action, location, Excerpt.of(file(), location), null);
    }
}
