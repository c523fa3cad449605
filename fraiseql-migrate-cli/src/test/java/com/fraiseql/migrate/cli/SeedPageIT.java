// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.cli.Executable.Result;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The product document, typed in from top to bottom: one directory, one database, one command after the other.
 *
 * <p>{@code psql} and {@code pg_dump} are the reader's own. Where this machine has none, or only some that are older
 * than the server (embedded PostgreSQL brings neither), small stand-ins are put on the PATH: a {@code pg_dump} that
 * writes a comment. The {@code psql} lines of the page are sent over JDBC.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SeedPageIT {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    @TempDir
    static Path directory;

    private static final String INITIAL_SCHEMA = """
            -- Migration 001: Initial schema

            -- Users table
            CREATE TABLE tb_user (
                id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
                email TEXT NOT NULL UNIQUE,
                username TEXT NOT NULL UNIQUE,
                full_name TEXT NOT NULL,
                created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
            );

            -- Posts table
            CREATE TABLE tb_post (
                id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
                title TEXT NOT NULL,
                content TEXT NOT NULL,
                author_id UUID NOT NULL REFERENCES tb_user(id),
                published BOOLEAN NOT NULL DEFAULT FALSE,
                created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
            );
            """;

    private static TestDatabase database() {
        return db.get();
    }

    private static Executable shell() {
        return new Executable(directory).on(database());
    }

    private static Result run(String line) {
        return shell().shell(line);
    }

    private static void ok(Result result) {
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    @Order(1)
    void initializeMigrations() {
        // the page's tables take their keys from this extension
        database().execute("CREATE EXTENSION \"uuid-ossp\"");
        ok(run("fraiseql migrate init"));
        assertThat(directory.resolve("migrations")).isDirectory();
        assertThat(directory.resolve("migrations/README.md")).content().contains("fraiseql migrate up");
    }

    @Test
    @Order(2)
    void createYourFirstMigration() {
        Result result = run("fraiseql migrate create initial_schema");
        ok(result);
        assertThat(result.lines()).containsExactly("✓ Created migrations/001_initial_schema.sql");
        assertThat(directory.resolve("migrations/001_initial_schema.sql")).exists();
    }

    @Test
    @Order(3)
    void writeAndApplyTheMigration() {
        shell().write("migrations/001_initial_schema.sql", INITIAL_SCHEMA);
        Result result = run("fraiseql migrate up");
        ok(result);
        assertThat(result.lines())
                .startsWith("✓ Running migration: 001_initial_schema.sql", "✓ Migration completed successfully")
                .hasSize(3);
        assertThat(result.lines().get(2))
                .contains("in the database \"" + database().name() + "\"");
        assertThat(result.err()).isEmpty();
        assertThat(database().query("SELECT tablename FROM pg_tables WHERE tablename LIKE 'tb%' ORDER BY 1"))
                .containsExactly("tb_post", "tb_user");
    }

    @Test
    @Order(4)
    void initIsIdempotentAndTakesAPath() {
        ok(run("fraiseql migrate init"));
        ok(run("fraiseql migrate init --path elsewhere/sql"));
        assertThat(directory.resolve("elsewhere/sql/README.md")).exists();
        assertThat(directory.resolve("migrations/001_initial_schema.sql")).hasContent(INITIAL_SCHEMA);
    }

    @Test
    @Order(5)
    void createTakesTheNextNumber() {
        Result result = run("fraiseql migrate create add_comments_table");
        ok(result);
        assertThat(result.lines()).containsExactly("✓ Created migrations/002_add_comments_table.sql");
        shell().write("migrations/002_add_comments_table.sql", """
                CREATE TABLE tb_comment (id INT PRIMARY KEY);
                -- Rollback:
                -- DROP TABLE tb_comment;
                """);
        ok(run("fraiseql migrate create add_indexes"));
        shell().write("migrations/003_add_indexes.sql", """
                CREATE INDEX idx_comment ON tb_comment(id);
                -- Rollback:
                -- DROP INDEX idx_comment;
                """);
        ok(run("fraiseql migrate create add_email_index"));
        shell().write("migrations/004_add_email_index.sql", """
                CREATE INDEX idx_email ON tb_user(email);
                -- Rollback:
                -- DROP INDEX idx_email;
                """);
    }

    @Test
    @Order(6)
    void upPreviewsWithoutApplying() {
        Result result = run("fraiseql migrate up --dry-run");
        ok(result);
        assertThat(result.out())
                .contains("○ 002_add_comments_table.sql", "○ 003_add_indexes.sql", "○ 004_add_email_index.sql");
        assertThat(database().query("SELECT count(*) FROM fraiseql_migrations")).containsExactly("1");
    }

    @Test
    @Order(7)
    void upAppliesTheNextTwoOnly() {
        Result result = run("fraiseql migrate up --steps 2");
        ok(result);
        assertThat(result.lines())
                .startsWith(
                        "✓ Running migration: 002_add_comments_table.sql",
                        "✓ Running migration: 003_add_indexes.sql",
                        "✓ Migration completed successfully");
        assertThat(result.out()).doesNotContain("004");
    }

    @Test
    @Order(8)
    void statusShowsWhatIsAppliedAndWhatIsPending() {
        Result result = run("fraiseql migrate status");
        ok(result);
        assertThat(result.lines()).hasSize(6);
        assertThat(result.lines().get(0)).isEqualTo("Migration Status:");
        assertThat(result.lines().get(1))
                .matches("  ✓ 001_initial_schema\\.sql \\(applied \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\)");
        assertThat(result.lines().get(3)).matches("  ✓ 003_add_indexes\\.sql \\(applied .*\\)");
        assertThat(result.lines().get(4)).isEqualTo("  ○ 004_add_email_index.sql (pending)");
        assertThat(result.lines().get(5)).startsWith("  Times are ");
    }

    @Test
    @Order(9)
    void downRollsBackTheLastOneAndThenTwo() {
        ok(run("fraiseql migrate down --force"));
        assertThat(database().query("SELECT max(version) FROM fraiseql_migrations"))
                .containsExactly("002_add_comments_table");
        ok(run("fraiseql migrate up"));
        ok(run("fraiseql migrate down --steps 2 --force"));
        assertThat(run("fraiseql migrate status").out())
                .contains("✓ 002_add_comments_table.sql", "○ 003_add_indexes.sql (pending)", "○ 004");
        ok(run("fraiseql migrate up"));
    }

    @Test
    @Order(10)
    void theDeployScriptDeploys() throws IOException {
        shell().write("migrations/005_post_status.sql", """
                -- Migration 030: Update post status

                BEGIN;

                ALTER TABLE tb_post ADD COLUMN status TEXT DEFAULT 'draft';
                UPDATE tb_post SET status = CASE
                    WHEN published THEN 'published'
                    ELSE 'draft'
                END;
                ALTER TABLE tb_post DROP COLUMN published;

                COMMIT;
                """);
        shell().write("migrations/006_post_created.sql", """
                CREATE INDEX CONCURRENTLY idx_post_created ON tb_post(created_at);
                """);
        executable("test_suite.sh", "#!/bin/bash\necho tests pass\n");
        executable("deploy.sh", """
                #!/bin/bash
                # deploy.sh - Safe production deployment

                set -e  # Exit on error

                echo "1. Creating database backup..."
                pg_dump -U $DB_USER -d $DB_NAME > backup_$(date +%Y%m%d_%H%M%S).sql

                echo "2. Running migrations..."
                fraiseql migrate up

                echo "3. Verifying database state..."
                fraiseql migrate status

                echo "4. Running application tests..."
                ./test_suite.sh

                echo "✓ Deployment complete!"
                """);
        Result result = Tools.withPgDump(shell(), directory, database())
                .with("DB_USER", database().user())
                .with("DB_NAME", database().name())
                .shell("PATH=$EXTRA_PATH:$PATH ./deploy.sh");
        ok(result);
        assertThat(result.out())
                .contains(
                        "✓ Running migration: 005_post_status.sql",
                        "✓ Running migration: 006_post_created.sql",
                        "✓ Migration completed successfully",
                        "✓ 006_post_created.sql (applied ",
                        "tests pass",
                        "✓ Deployment complete!");
        try (var files = Files.list(directory)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("backup_")))
                    .hasSize(1);
        }
    }

    @Test
    @Order(11)
    void aModifiedFileIsAChecksumMismatch() throws IOException {
        Path file = directory.resolve("migrations/003_add_indexes.sql");
        String before = Files.readString(file);
        Files.writeString(file, "CREATE INDEX idx_comment2 ON tb_comment(id);\n" + before);
        Result result = run("fraiseql migrate up");
        assertThat(result.exitCode()).isEqualTo(ExitCode.HISTORY.number());
        assertThat(result.err().lines().findFirst()).hasValue("Error: Migration 003_add_indexes.sql checksum mismatch");
        Files.writeString(file, before);

        ok(run("fraiseql migrate create fix_indexes"));
        assertThat(directory.resolve("migrations/007_fix_indexes.sql")).exists();
        shell().write("migrations/007_fix_indexes.sql", "CREATE INDEX idx_comment2 ON tb_comment(id);\n");
        ok(run("fraiseql migrate up"));
    }

    @Test
    @Order(12)
    void aMigrationThatFailsMidwayIsFixedAndReapplied() {
        shell().write("migrations/040_multiple_operations.sql", """
                -- Migration 040: Multiple operations

                ALTER TABLE tb_user ADD COLUMN phone TEXT;  -- ✓ Applied
                CREATE INDEX idx_user_phone ON tb_user(phone);  -- ✓ Applied
                ALTER TABLE tb_post ADD COLUMN invalid_column INVALID_TYPE;  -- ✗ Failed
                """);
        Result failed = run("fraiseql migrate up");
        assertThat(failed.exitCode()).isEqualTo(ExitCode.SQL.number());
        assertThat(failed.err())
                .startsWith("Warning: 040_multiple_operations.sql:4:1: L101 index-not-concurrent: ")
                .contains("\nError: 040_multiple_operations.sql:5:", "invalid_type");
        assertThat(database()
                        .query("SELECT count(*) FROM information_schema.columns"
                                + " WHERE table_name = 'tb_user' AND column_name = 'phone'"))
                .as("what it did is undone; the page's manual fix is not needed")
                .containsExactly("0");

        shell().write("migrations/040_multiple_operations.sql", """
                ALTER TABLE tb_user ADD COLUMN phone TEXT;
                CREATE INDEX idx_user_phone ON tb_user(phone);
                """);
        Result fixed = run("fraiseql migrate up");
        ok(fixed);
        assertThat(fixed.out()).contains("✓ Running migration: 040_multiple_operations.sql");
    }

    @Test
    @Order(13)
    void aMigrationIsMarkedAsAppliedByHand() {
        shell().write("migrations/041_by_hand.sql", "SELECT 1/0;\n");
        assertThat(database().query("SELECT version FROM fraiseql_migrations ORDER BY applied_at"))
                .contains("001_initial_schema");
        database().execute("INSERT INTO fraiseql_migrations (version, applied_at) VALUES ('041_by_hand', NOW())");
        Result result = run("fraiseql migrate status");
        ok(result);
        assertThat(result.out()).contains("✓ 041_by_hand.sql (applied ");
        ok(run("fraiseql migrate up"));
    }

    private static void executable(String name, String text) throws IOException {
        Path file = shell().write(name, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
