// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.RollbackSection;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.source.LocalMigration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the SQL that undoes a migration. */
final class Rollbacks {

    /** How the name of a rollback begins that comes from the history. */
    static final String STORED = "stored rollback of ";

    private Rollbacks() {}

    /** The rollback of this release's file: its {@code .down.sql}, its section, or the code's. */
    static Optional<String> ofLocal(LocalMigration migration) {
        if (migration.code() != null) {
            return Optional.ofNullable(migration.code().rollbackSql());
        }
        ScriptText down = migration.downText();
        if (down != null) {
            return Optional.of(read(down)).filter(sql -> !sql.isBlank());
        }
        return Optional.ofNullable(Script.read(migration.text()).rollback()).map(RollbackSection::sql);
    }

    /** The same as a script whose errors point into the file. */
    static Optional<ScriptText> textOfLocal(LocalMigration migration) {
        ScriptText down = migration.downText();
        if (migration.code() == null && down != null) {
            return read(down).isBlank() ? Optional.empty() : Optional.of(down);
        }
        return ofLocal(migration).map(sql -> text("rollback of " + migration.fileName(), sql));
    }

    static ScriptText text(String name, @Nullable String sql) {
        byte[] bytes = (sql == null ? "" : sql).getBytes(StandardCharsets.UTF_8);
        return new ScriptText() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    private static String read(ScriptText text) {
        try (InputStream in = text.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\uFEFF", "");
        } catch (IOException e) {
            throw new MigrateException(
                    FailureCode.UNREADABLE_FILE,
                    text.name() + " cannot be read: " + e.getMessage(),
                    "Make it readable and start again.",
                    SourceLocation.file(text.name()),
                    null,
                    e);
        }
    }
}
