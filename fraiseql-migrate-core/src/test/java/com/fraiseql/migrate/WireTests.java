// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.CountingProxy;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a run costs on the wire, counted between client and server: messages that the client waits for an answer to. */
class WireTests extends EngineTest {

    private int roundTrips(CountingProxy proxy) {
        proxy.reset();
        Migrator.builder(proxy.dataSource(db.name()))
                .source(files.source())
                .build()
                .up();
        return proxy.queries();
    }

    @Test
    void nothingToDoIsOneRoundTripWhateverTheNumberOfMigrations() throws IOException {
        for (int i = 1; i <= 300; i++) {
            files.add(String.format("%04d_t.sql", i), "CREATE TABLE t" + i + " (id int);");
        }
        try (CountingProxy proxy = new CountingProxy(TestServer.get())) {
            int first = roundTrips(proxy);
            // read, look for a history elsewhere, mutex, tables, one for each migration, mutex released, session as it
            // was found
            assertThat(first).isEqualTo(300 + 6);
            assertThat(roundTrips(proxy)).isEqualTo(1);
        }
    }

    @Test
    void aSmallMigrationWithDataIsOneRoundTripToo() throws IOException {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        try (CountingProxy proxy = new CountingProxy(TestServer.get())) {
            roundTrips(proxy);
            files.add(
                    "002_b.sql",
                    "BEGIN;\nINSERT INTO a VALUES (1), (2);\nSELECT * FROM a;\nSET search_path = '';\nCOMMIT;");
            // read, mutex, settings, the migration, mutex released, session as it was found
            assertThat(roundTrips(proxy)).isEqualTo(6);
        }
    }
}
