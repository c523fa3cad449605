// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a file name, and which name to give the file instead. */
final class NameAdvice {

    private static final String FORMS = "NNN_name.sql (for instance 003_add_indexes.sql) or R_name.sql";

    private NameAdvice() {}

    /**
     * Reads a file name.
     *
     * @throws MigrateException BAD_FILE_NAME if it has none of the forms
     */
    static MigrationName parse(String fileName) {
        MigrationName name = MigrationName.tryParse(fileName);
        if (name == null) {
            throw misnamed(
                            fileName,
                            fileName,
                            NameProposals.of(List.of(fileName)).get(fileName))
                    .build();
        }
        return name;
    }

    /** A file whose name has none of the forms; {@code better} is the name to give it. */
    static MigrateException.Builder misnamed(String fileName, String location, @Nullable String better) {
        return MigrateException.builder(
                        FailureCode.BAD_FILE_NAME,
                        "The file name " + fileName + " is not a migration's: " + wrong(fileName) + ".",
                        action(fileName, better))
                .location(SourceLocation.file(location));
    }

    /** Half a sentence, to follow "The file name x is not a migration's: ". */
    static String wrong(String fileName) {
        String stem = MigrationName.stemOf(fileName);
        int digits = MigrationName.leadingDigits(stem);
        if (!fileName.endsWith(".sql")) {
            return "the ending is .sql, in lower case";
        }
        if (digits > 0 && digits == stem.length()) {
            return "it has a number and no name";
        }
        if (stem.startsWith("R_") && (hasEnding(stem, ".up") || hasEnding(stem, ".down"))) {
            return "a repeatable migration is one file, without .up and .down";
        }
        if (ForeignName.isCallback(stem)) {
            return "it is a callback of Flyway's, which has no counterpart here";
        }
        if (ForeignName.isFlyway(stem)) {
            return stem.charAt(0) == 'B' || stem.charAt(0) == 'b'
                    ? "it is a baseline of Flyway's, for which there is `fraiseql migrate baseline`"
                    : "it is one of Flyway's";
        }
        if (digits > 0 && stem.charAt(digits) != '_') {
            return "after the number there is an underscore";
        }
        return "the form is " + FORMS;
    }

    /** What to do, in one sentence; {@code better} is the name to give the file. */
    static String action(String fileName, @Nullable String better) {
        if (better != null) {
            return "Rename it to " + better + " (the form is " + FORMS + "), or move it out of the migration folder.";
        }
        String stem = MigrationName.stemOf(fileName);
        ForeignName foreign = ForeignName.tryParse(stem);
        if (ForeignName.isCallback(stem) || (foreign != null && foreign.baseline())) {
            return "Move it out of the migration folder, which holds migrations of the form " + FORMS + ".";
        }
        return "Rename it to the form " + FORMS
                + (foreign == null ? "" : " so that the order of all files stays the same")
                + ", or move it out of the migration folder.";
    }

    private static boolean hasEnding(String stem, String ending) {
        return MigrationName.endsWithIgnoringCase(stem, ending);
    }
}
