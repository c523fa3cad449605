// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ivm.LinkPath;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.report.LogEntry;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.report.UnitReport;
import com.fraiseql.migrate.testsupport.Vocabulary;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command calls a fact by the name that it has in the engine, the tables and the actuator endpoint. */
class JsonNamesTests {

    @Test
    void aMigrationHasTheNamesOfTheStatus() {
        MigrationStatus any = new MigrationStatus(
                "003_x", "003_x.sql", "x", false, MigrationState.PENDING, null, MigrationStatus.Recorded.NOTHING);
        assertThat(StatusCommand.asMap(any).keySet()).isEqualTo(Vocabulary.MIGRATION);
    }

    @Test
    void theDatabaseHasTheNamesOfTheStatus() {
        assertThat(StatusCommand.asMap(new Status(
                                "public.fraiseql_migrations",
                                true,
                                "blog",
                                "18.1",
                                List.of(),
                                List.of(),
                                new MigrateException(FailureCode.INTERNAL, "what", "action")))
                        .keySet())
                .containsAll(Vocabulary.DATABASE);
    }

    @Test
    void aLineOfTheLogHasTheNamesOfTheLog() {
        LogEntry entry =
                new LogEntry(1, "001_a", Instant.EPOCH, "up", null, 3L, new LogEntry.Said(null, null, null), "me");
        assertThat(LogCommand.asMap(entry).keySet()).isEqualTo(Vocabulary.LOG_ENTRY);
    }

    @Test
    void aFailureHasTheNamesOfTheEndpoints() {
        assertThat(FailureJson.asMap(new MigrateException(FailureCode.INTERNAL, "what", "action"))
                        .keySet())
                .containsAll(Vocabulary.FAILURE);
    }

    @Test
    void aUnitHasTheNamesOfTheEndpoint() {
        UnitReport unit = new UnitReport(1, UnitReport.Kind.TRANSACTION, 1, 1, 1, "", "SELECT 1");
        assertThat(DryRun.asMap(unit).keySet()).isEqualTo(Vocabulary.UNIT);
    }

    @Test
    void aReadTableHasTheNamesOfTheEndpoint() {
        TableVerdict table = new TableVerdict(
                "public.tv_x",
                "public.v_x",
                new TableVerdict.Finding(TableVerdict.Verdict.INCREMENTAL, List.of(), List.of(), List.of(), 1.5),
                TableVerdict.Installed.NO);
        assertThat(IvmJson.asMap(table).keySet()).isEqualTo(Vocabulary.READ_TABLE);
        assertThat(IvmJson.asMap(new Reason(Reason.Code.TIES, "a", "b", "c", "d"))
                        .keySet())
                .isEqualTo(Vocabulary.REASON);
        assertThat(IvmJson.asMap(new LinkPath("public.tb_x", "x", List.of("id"), List.of()))
                        .keySet())
                .isEqualTo(Vocabulary.LINK_PATH);
        assertThat(IvmJson.asMap(new Verification("public.tv_x", 1, 0, 0, 0, false))
                        .keySet())
                .isEqualTo(Vocabulary.VERIFICATION);
    }
}
