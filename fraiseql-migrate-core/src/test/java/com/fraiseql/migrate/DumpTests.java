// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.Fingerprint;
import com.fraiseql.migrate.testsupport.MigrationFiles;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What pg_dump writes is a migration, whatever its version and options, and what follows it sees nothing of its
 * settings.
 */
class DumpTests extends EngineTest {

    @TempDir
    Path originFolder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg14-copy.sql",
                "pg15-inserts.sql",
                "pg16-clean-column-inserts.sql",
                "pg17-copy.sql",
                "pg18-inserts.sql"
            })
    void aDumpRestoresWhatItWasMadeOf(String dump) throws IOException {
        byte[] content = resource(dump);
        boolean refusedByThisServer =
                new String(content, java.nio.charset.StandardCharsets.UTF_8).contains("SET transaction_timeout")
                        && Integer.parseInt(db.query("SHOW server_version_num").get(0)) < 170000;
        files.add("001_dump.sql", content)
                .add(
                        "002_next.sql",
                        "CREATE TABLE settings AS SELECT current_setting('search_path') AS path,"
                                + " current_setting('check_function_bodies') AS bodies, "
                                + "current_setting('row_security') AS security,"
                                + " current_setting('client_min_messages') AS messages;");
        if (refusedByThisServer) {
            // as psql does: a newer dump is not for an older server
            assertThat(upFails().render()).contains("001_dump.sql:", "42704", "transaction_timeout");
            assertThat(tables()).isEmpty();
            return;
        }
        List<String> beforehand = db.query(
                "SELECT concat_ws('|', current_setting('search_path'), current_setting('check_function_bodies'),"
                        + " current_setting('row_security'), current_setting('client_min_messages'))");
        assertThat(up()).containsExactly("001_dump", "002_next");
        assertThat(db.query("SELECT concat_ws('|', path, bodies, security, messages) FROM settings"))
                .isEqualTo(beforehand);
        assertThat(up()).isEmpty();
        assertThat(applied()).containsExactly("001_dump", "002_next");

        db.execute("DROP TABLE settings");
        assertThat(everything(db)).isEqualTo(origin());
    }

    private List<String> origin() throws IOException {
        try (TestDatabase other = TestDatabase.create()) {
            Migrator.builder(other.dataSource())
                    .source(new MigrationFiles(originFolder)
                            .add("001_schema.sql", resource("schema.sql"))
                            .source())
                    .build()
                    .up();
            return everything(other);
        }
    }

    private static List<String> everything(TestDatabase database) {
        List<String> lines = Fingerprint.of(database);
        // from 18 on NOT NULL is a constraint with a name, which a dump of an older server does not know; the columns
        // say it too
        lines.removeIf(line -> line.matches("constraint .* NOT NULL .*"));
        lines.addAll(database.query("SELECT loid || encode(data, 'hex') FROM pg_largeobject"));
        lines.addAll(database.query("SELECT last_value || ' ' || is_called FROM app.sq"));
        lines.addAll(database.query("SELECT polname || pg_get_expr(polqual, polrelid) FROM pg_policy"));
        lines.addAll(database.query("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"));
        lines.addAll(database.query("SELECT definition FROM pg_rules WHERE schemaname = 'app'"));
        lines.addAll(database.query("SELECT proname || COALESCE(proacl::text, '') FROM pg_proc"
                + " WHERE pronamespace = 'app'::regnamespace ORDER BY 1"));
        lines.addAll(database.query("SELECT obj_description('app.users'::regclass)"));
        return lines;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DumpTests.class.getResourceAsStream("/dumps/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
