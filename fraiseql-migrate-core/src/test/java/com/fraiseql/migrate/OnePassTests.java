// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.MigrationSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A file is read once to plan it and once to execute it, however many units it has. */
class OnePassTests extends EngineTest {

    private static final int UNITS = 300;

    private final AtomicInteger opened = new AtomicInteger();

    @Test
    void aFileOfManyTransactions() {
        many("INSERT INTO a VALUES (%d);\n");
        assertThat(opened).hasValue(2);
        assertThat(db.query("SELECT count(*) FROM a")).containsExactly(String.valueOf(UNITS));
    }

    @Test
    void aFileOfManyStandaloneStatements() {
        many("VACUUM a; -- %d\n");
        assertThat(opened).hasValue(2);
    }

    @Test
    void aFileWithDataOfItsOwn() {
        many("COPY a FROM stdin;\n%d\n\\.\n");
        assertThat(opened).hasValue(2);
        assertThat(db.query("SELECT sum(id) FROM a")).containsExactly(String.valueOf(UNITS * (UNITS - 1) / 2));
    }

    private void many(String statement) {
        StringBuilder text = new StringBuilder("-- fraiseql:no-transaction\nCREATE TABLE a (id int);\n");
        for (int i = 0; i < UNITS; i++) {
            text.append(statement.formatted(i));
        }
        files.add("001_a.sql", text.toString());
        Migrator.builder(db.dataSource())
                .source(counted(files.source()))
                .build()
                .up();
    }

    private MigrationSource counted(MigrationSource source) {
        return () -> source.load().stream()
                .map(migration -> new LocalMigration(
                        migration.version(),
                        migration.number(),
                        migration.description(),
                        counted(migration.text()),
                        migration.downText(),
                        migration.checksum(),
                        migration.firstReading(),
                        migration.code()))
                .toList();
    }

    private ScriptText counted(ScriptText text) {
        return new ScriptText() {
            @Override
            public String name() {
                return text.name();
            }

            @Override
            public InputStream open() throws IOException {
                opened.incrementAndGet();
                return text.open();
            }
        };
    }
}
