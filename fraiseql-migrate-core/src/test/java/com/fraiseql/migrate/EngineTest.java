// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.testsupport.MigrationFiles;
import com.fraiseql.migrate.testsupport.Recorder;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the engine share: a fresh database and an empty folder for each test. */
abstract class EngineTest {

    @TempDir
    Path folder;

    TestDatabase db;
    MigrationFiles files;
    Recorder recorder;
    MigrateOptions options = MigrateOptions.defaults();

    @BeforeEach
    void freshDatabase() {
        db = TestDatabase.create();
        files = new MigrationFiles(folder);
        recorder = new Recorder();
    }

    @AfterEach
    void dropDatabase() {
        db.close();
    }

    Migrator migrator() {
        return Migrator.builder(db.dataSource())
                .source(files.source())
                .options(options)
                .listener(recorder)
                .build();
    }

    List<String> up() {
        return migrator().up().applied().stream()
                .map(applied -> applied.version())
                .toList();
    }

    MigrateException upFails() {
        try {
            migrator().up();
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("up should have failed");
    }

    List<String> applied() {
        return db.query("SELECT version FROM fraiseql_migrations WHERE state = 'applied' ORDER BY rank");
    }

    List<String> tables() {
        return db.query(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND "
                        + "relname NOT LIKE 'fraiseql%' ORDER BY 1");
    }
}
