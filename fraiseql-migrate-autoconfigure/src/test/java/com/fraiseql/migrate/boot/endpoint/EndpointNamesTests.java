// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.endpoint.MigrationDetailsDescriptor.LogDescriptor;
import com.fraiseql.migrate.boot.endpoint.MigrationDetailsDescriptor.UnitDescriptor;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.testsupport.Vocabulary;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The endpoint calls a fact by the name that it has in the engine, the tables and the command. */
class EndpointNamesTests {

    @Test
    void aMigrationHasTheNamesOfTheStatus() {
        assertThat(Vocabulary.of(MigrationDescriptor.class)).isEqualTo(new TreeSet<>(Vocabulary.MIGRATION));
    }

    @Test
    void aUnitHasTheNamesOfTheDryRun() {
        assertThat(Vocabulary.of(UnitDescriptor.class)).isEqualTo(and(Vocabulary.UNIT, "done"));
    }

    @Test
    void aLineOfTheLogHasTheNamesOfTheLog() {
        assertThat(Vocabulary.of(LogDescriptor.class)).isEqualTo(new TreeSet<>(Vocabulary.LOG_ENTRY));
    }

    @Test
    void aFailureHasTheNamesOfTheCommandsErrors() {
        assertThat(Vocabulary.of(FailureFacts.class)).isEqualTo(and(Vocabulary.FAILURE, "at"));
    }

    @Test
    void theDatabaseHasTheNamesOfTheStatus() {
        assertThat(Vocabulary.of(MigratorDescriptor.class)).containsAll(Vocabulary.DATABASE);
    }

    @Test
    void aReadTableHasTheNamesOfTheCommands() {
        assertThat(Vocabulary.of(ProjectionDescriptor.class)).isEqualTo(new TreeSet<>(Vocabulary.READ_TABLE));
    }

    private static Set<String> and(Set<String> names, String name) {
        Set<String> all = new TreeSet<>(names);
        all.add(name);
        return all;
    }
}
