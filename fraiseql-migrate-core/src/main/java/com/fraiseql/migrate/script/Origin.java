// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * What is read, and the file that its errors point into.
 *
 * @param read what is read
 * @param file the file; the same, unless a rollback section is read
 * @param section the section that is read, where it is one
 */
record Origin(ScriptText read, ScriptText file, @Nullable RollbackSection section) {

    static Origin of(ScriptText text) {
        return new Origin(text, text, null);
    }

    Origin within(RollbackSection section) {
        return new Origin(section.asText(file.name()), file, section);
    }

    SourceLocation locate(int line, int column) {
        return section == null
                ? new SourceLocation(file.name(), line, column)
                : section.locate(file.name(), line, column);
    }

    /** An error at a place of what is read. {@code what} is a clause in small letters, without a full stop. */
    ScriptException fault(FailureCode code, String what, String action, int line, int column) {
        SourceLocation location = locate(line, column);
        return new ScriptException(
                code, location + ": " + what + ".", action, location, Excerpt.of(file, location), null);
    }
}
