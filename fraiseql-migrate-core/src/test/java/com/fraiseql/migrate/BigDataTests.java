// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.script.Checksums;
import com.fraiseql.migrate.script.FileSums;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.source.LocalMigration;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A big file of COPY data is read once for its checksum and its plan, and hashed while it is sent. */
class BigDataTests extends EngineTest {

    private static final String ROWS = "1\tsome text\n".repeat(100_000);

    /** A file that says that it has not changed. */
    private static final class SameText implements ScriptText {

        private String sql;
        private int opened;

        SameText(String sql) {
            this.sql = sql;
        }

        @Override
        public String name() {
            return "001_data.sql";
        }

        @Override
        public InputStream open() {
            opened++;
            return new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object stamp() {
            return "the same";
        }
    }

    private Migrator migrator(ScriptText text, MigrationListener listener) {
        FileSums sums = Checksums.sums(text);
        LocalMigration migration = new LocalMigration(
                "001_data", BigInteger.ONE, "data", text, null, sums.checksum(), sums.reading(), null);
        return Migrator.builder(db.dataSource())
                .source(() -> List.of(migration))
                .listener(listener)
                .build();
    }

    @Test
    void itIsRecordedWithTheHashOfWhatWasSent() {
        SameText text = new SameText("CREATE TABLE t (a int, b text);\nCOPY t FROM stdin;\n" + ROWS + "\\.\n");
        Migrator migrator = migrator(text, new MigrationListener() {});
        int opened = text.opened;
        migrator.up();
        // to review its first lines, and to execute it
        assertThat(text.opened).isEqualTo(opened + 2);
        String hash = Script.read(text).units().get(0).hash();
        assertThat(db.query("SELECT split_part(unit_checksums[1], ':', 2) FROM fraiseql_migrations"))
                .containsExactly(hash);
        assertThat(db.query("SELECT count(*) FROM t")).containsExactly("100000");
    }

    @Test
    void aDryRunKnowsTheHashToo() {
        SameText text = new SameText("CREATE TABLE t (a int, b text);\nCOPY t FROM stdin;\n" + ROWS + "\\.\n");
        String hash = Script.read(text).units().get(0).hash();
        assertThat(migrator(text, new MigrationListener() {})
                        .plan(UpOptions.all())
                        .steps()
                        .get(0)
                        .units()
                        .get(0)
                        .checksum())
                .isEqualTo(hash);
    }

    @Test
    void aFileThatChangesBeforeItIsSentIsUndone() {
        String table = "CREATE TABLE t (a int, b text);\nCOPY t FROM stdin;\n";
        SameText text = new SameText(table + ROWS + "\\.\n");
        Migrator migrator = migrator(text, new MigrationListener() {
            @Override
            public void connected(int pid) {
                text.sql = table + ROWS.replaceFirst("1", "2") + "\\.\n";
            }
        });
        MigrateException failure = upFails(migrator);
        assertThat(failure.code()).isEqualTo(FailureCode.FILE_CHANGED);
        assertThat(failure).hasMessageContaining("001_data.sql changed while it was applied");
        assertThat(tables()).doesNotContain("t");
        assertThat(applied()).isEmpty();
    }

    private static MigrateException upFails(Migrator migrator) {
        try {
            migrator.up();
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("up should have failed");
    }
}
