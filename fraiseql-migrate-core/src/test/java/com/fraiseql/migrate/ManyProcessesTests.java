// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.Fingerprint;
import com.fraiseql.migrate.testsupport.MigratorProcess;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Eight instances of an application start at once on an empty database. */
@Tag("slow")
class ManyProcessesTests extends EngineTest {

    @Test
    void eightProcessesAtOnceApplyEachMigrationOnceAndSayWhomTheyWaitFor() {
        LongHistory.write(files, 5_000);
        List<MigratorProcess> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                processes.add(MigratorProcess.start(db, folder));
            }
            StringBuilder all = new StringBuilder();
            for (MigratorProcess process : processes) {
                assertThat(process.exitCode()).as(process.output()).isZero();
                all.append(process.output());
            }
            for (String version : applied()) {
                assertThat(all.toString().lines().filter(("applied " + version)::equals))
                        .as(version)
                        .hasSize(1);
            }
            assertThat(all.toString()).contains("waiting pid ", "application fraiseql-migrate, user ");
        } finally {
            processes.forEach(MigratorProcess::close);
        }
        try (TestDatabase alone = TestDatabase.create()) {
            Migrator.builder(alone.dataSource()).source(files.source()).build().up();
            assertThat(Fingerprint.of(db)).isEqualTo(Fingerprint.of(alone));
            assertThat(Fingerprint.history(db)).isEqualTo(Fingerprint.history(alone));
        }
    }
}
