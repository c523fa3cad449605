// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.Sha256;
import com.fraiseql.migrate.script.StoredText;
import com.fraiseql.migrate.source.MigrationName.Part;
import java.util.List;

/** The migrations that are written in Java. */
public final class CodeSource implements MigrationSource {

    private final List<CodeMigration> migrations;

    public CodeSource(List<? extends CodeMigration> migrations) {
        this.migrations = List.copyOf(migrations);
    }

    @Override
    public List<LocalMigration> load() {
        return MigrationSet.of(
                migrations.stream().map(CodeSource::toLocalMigration).toList());
    }

    private static LocalMigration toLocalMigration(CodeMigration code) {
        String version = code.version();
        String location = code.getClass().getName();
        MigrationName name = MigrationName.tryParse(version + ".sql");
        if (name == null || name.part() != Part.WHOLE) {
            throw MigrateException.builder(
                            FailureCode.BAD_FILE_NAME,
                            "The migration in Java " + location + " has the version '" + version
                                    + "', which is not a version.",
                            "Let version() give the form NNN_name, for instance 007_hash_passwords.")
                    .location(SourceLocation.file(location))
                    .build();
        }
        String rollback = code.rollbackSql();
        return new LocalMigration(
                name.version(),
                name.number(),
                name.description(),
                new StringText(name.version(), location, ""),
                rollback == null ? null : new StoredText("rollback of " + name.version(), rollback),
                Sha256.of(code.checksum()),
                null,
                code);
    }
}
