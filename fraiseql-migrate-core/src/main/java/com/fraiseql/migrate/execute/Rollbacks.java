// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.RollbackSection;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.source.LocalMigration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the SQL that undoes a migration. */
final class Rollbacks {

    private Rollbacks() {}

    /** The rollback of this release's file: its {@code .down.sql}, its section, or the code's. */
    static Optional<String> ofLocal(LocalMigration migration) {
        ScriptText separate = migration.separateRollback();
        if (separate != null) {
            return Optional.of(read(separate));
        }
        return section(migration).map(RollbackSection::sql);
    }

    /** The same as a script whose errors point into the file. */
    static Optional<ScriptText> textOfLocal(LocalMigration migration) {
        ScriptText separate = migration.separateRollback();
        return separate != null ? Optional.of(separate) : section(migration).map(found -> found.in(migration.text()));
    }

    private static Optional<RollbackSection> section(LocalMigration migration) {
        return Optional.ofNullable(Script.read(migration.text()).rollback());
    }

    private static String read(ScriptText text) {
        try (InputStream in = text.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\uFEFF", "");
        } catch (IOException e) {
            throw MigrateException.builder(
                            FailureCode.UNREADABLE_FILE,
                            text.name() + " cannot be read: " + e.getMessage(),
                            "Make it readable and start again.")
                    .location(SourceLocation.file(text.name()))
                    .cause(e)
                    .build();
        }
    }
}
