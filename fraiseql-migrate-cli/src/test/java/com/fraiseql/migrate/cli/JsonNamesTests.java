// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.LogEntry;
import com.fraiseql.migrate.plan.MigrationState;
import com.fraiseql.migrate.plan.MigrationStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The command calls a fact by the name that it has in the engine, as the actuator endpoint does, whose own test says
 * the same.
 */
class JsonNamesTests {

    @Test
    void aMigrationHasTheNamesOfTheStatus() {
        MigrationStatus any = new MigrationStatus(
                "003_x",
                "003_x.sql",
                "x",
                false,
                MigrationState.PENDING,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
        Set<String> names = names(MigrationStatus.class);
        names.remove("fileName");
        names.addAll(Set.of("file", "pending"));
        assertThat(new TreeSet<>(StatusCommand.asMap(any).keySet())).isEqualTo(names);
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
                .containsAll(names(Status.class));
    }

    @Test
    void aLineOfTheLogHasTheNamesOfTheLog() {
        LogEntry entry = new LogEntry(1, Instant.EPOCH, "001_a", "up", null, 3L, null, null, null, "me");
        assertThat(new TreeSet<>(LogCommand.asMap(entry).keySet())).isEqualTo(names(LogEntry.class));
    }

    @Test
    void aFailureHasTheNamesOfTheEndpoints() {
        assertThat(ErrorReport.asMap(new MigrateException(FailureCode.INTERNAL, "what", "action"))
                        .keySet())
                .contains("code", "message", "action", "file", "line", "column");
    }

    private static Set<String> names(Class<?> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).forEach(component -> names.add(component.getName()));
        return names;
    }
}
