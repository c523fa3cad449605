// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.boot.endpoint.MigrationDetailsDescriptor.LogDescriptor;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.history.LogEntry;
import com.fraiseql.migrate.plan.MigrationStatus;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The endpoint calls a fact by the name that it has in the engine, as the command does, whose own test says the same.
 */
class EndpointNamesTests {

    @Test
    void aMigrationHasTheNamesOfTheStatus() {
        Set<String> names = names(MigrationStatus.class);
        names.remove("fileName");
        names.addAll(Set.of("file", "pending"));
        assertThat(names(MigrationDescriptor.class)).isEqualTo(names);
    }

    @Test
    void aLineOfTheLogHasTheNamesOfTheLog() {
        assertThat(names(LogDescriptor.class)).isEqualTo(names(LogEntry.class));
    }

    @Test
    void aFailureHasTheNamesOfTheCommandsErrors() {
        assertThat(names(FailureFacts.class))
                .containsExactlyInAnyOrder("code", "message", "action", "file", "line", "column", "at");
    }

    @Test
    void theDatabaseHasTheNamesOfTheStatus() {
        assertThat(names(MigratorDescriptor.class)).containsAll(names(Status.class));
    }

    private static Set<String> names(Class<?> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).forEach(names::add);
        return names;
    }
}
