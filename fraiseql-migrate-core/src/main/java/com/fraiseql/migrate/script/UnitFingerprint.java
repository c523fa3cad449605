// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.List;

/**
 * What tells whether a unit has been edited.
 *
 * @param hash SHA-256 over its statements as they stand in the file, in lower-case hex; FORMATS.md says how
 * @param lineMarks a few bits per line, to name the line where another version of it differs; FORMATS.md says how
 * @param markedLines for each mark, the file's line where its lines begin
 */
public record UnitFingerprint(String hash, String lineMarks, List<Integer> markedLines) {

    public UnitFingerprint {
        markedLines = List.copyOf(markedLines);
    }
}
