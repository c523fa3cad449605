// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.script.FirstReading;
import com.fraiseql.migrate.script.RollbackMeaning;
import com.fraiseql.migrate.script.ScriptText;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A migration as this release has it. {@link MigrationName} says what a file name means.
 *
 * @param version the file name without {@code .sql}, for instance {@code 003_add_indexes}; a repeatable one keeps its
 *     {@code R_}
 * @param number the number in front, or {@code null} for a repeatable migration
 * @param description the words of the name, for instance {@code add indexes}
 * @param text the SQL; for a migration in Java an empty text
 * @param downText the {@code .down.sql} beside it, or what {@link CodeMigration#rollbackSql()} says; {@code null} if
 *     there is none. A rollback section is part of {@code text} and not read here
 * @param checksum SHA-256, 64 digits of lower-case hex, over what FORMATS.md says
 * @param firstReading what the reading that found the checksum has left, which saves time when the file is read to
 *     run; {@code null} if there is nothing
 * @param code the Java code, where the migration is not SQL
 */
public record LocalMigration(
        String version,
        @Nullable BigInteger number,
        String description,
        ScriptText text,
        @Nullable ScriptText downText,
        String checksum,
        @Nullable FirstReading firstReading,
        @Nullable CodeMigration code) {

    /** Whether it runs again whenever its checksum changes. */
    public boolean repeatable() {
        return number == null;
    }

    /** The name to show: the file's, or the version for a migration in Java. */
    public String fileName() {
        return text.name();
    }

    /** The rollback that is not part of the text: {@link #downText} if it holds a rollback; {@code null} if not. */
    public @Nullable ScriptText separateRollback() {
        return RollbackMeaning.of(downText).isRollback() ? downText : null;
    }

    public Optional<CodeMigration> asCode() {
        return Optional.ofNullable(code);
    }
}
