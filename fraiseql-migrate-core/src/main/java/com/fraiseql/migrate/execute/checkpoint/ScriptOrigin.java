// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.checkpoint;

import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.StoredText;

/**
 * The script that a statement is from.
 *
 * @param version the migration's version
 * @param text the file, or the stored rollback
 */
public record ScriptOrigin(String version, ScriptText text) {

    private static final String STORED = "stored rollback of ";

    /** The rollback that the history keeps of a migration. */
    public static ScriptText storedRollback(String fileName, String sql) {
        return new StoredText(STORED + fileName, sql);
    }

    /** Whether it comes from the history, and not from a file. */
    public boolean isStored() {
        return text.name().startsWith(STORED);
    }
}
