// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Gives each test an empty database and a folder for migrations. */
public abstract class DatabaseTest {

    @TempDir
    protected Path folder;

    protected TestDatabase db;

    @BeforeEach
    void createDatabase() {
        db = TestDatabase.create();
    }

    @AfterEach
    void dropDatabase() {
        db.close();
    }

    /** Puts a migration into the folder. */
    protected void migration(String fileName, String sql) {
        migration(folder, fileName, sql);
    }

    protected static void migration(Path folder, String fileName, String sql) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(fileName), sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The properties that lead to the folder. */
    protected String locations() {
        return "fraiseql.migrate.locations=" + folder.toUri();
    }

    /** The properties that make the database the application's. */
    protected String[] dataSource() {
        return new String[] {
            "spring.datasource.url=" + db.url(),
            "spring.datasource.username=" + db.user(),
            "spring.datasource.password=" + db.password()
        };
    }

    protected List<String> appliedVersions() {
        return db.query("SELECT version FROM fraiseql_migrations ORDER BY rank");
    }

    protected List<String> tables() {
        return db.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                + " AND tablename NOT LIKE 'fraiseql%' ORDER BY 1");
    }
}
