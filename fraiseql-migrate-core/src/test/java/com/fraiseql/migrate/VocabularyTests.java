// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.LinkPath;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.report.LogEntry;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.testsupport.Vocabulary;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A fact has one name, from its column to the records that the endpoint and the command show. */
class VocabularyTests extends EngineTest {

    /** The columns that are the engine's own, or too long to be shown with the others. */
    private static final List<String> NOT_SHOWN = List.of(
            "unit_checksums",
            "rollback_sql",
            "rollback_unit_checksums",
            "session_state",
            "started_target",
            "application",
            "client");

    @Test
    void theStatusHasTheNamesOfTheHistoryTable() {
        files.add("001_a.sql", "SELECT 1;");
        migrator().up();

        assertThat(columns("fraiseql_migrations")).isSubsetOf(Vocabulary.MIGRATION);
        assertThat(Vocabulary.of(MigrationStatus.class)).isEqualTo(without(Vocabulary.MIGRATION, "pending"));
        assertThat(Vocabulary.of(Status.class)).isEqualTo(new TreeSet<>(Vocabulary.DATABASE));
    }

    @Test
    void theLogHasTheNamesOfTheLogTable() {
        files.add("001_a.sql", "SELECT 1;");
        migrator().up();

        assertThat(columns("fraiseql_migration_log")).isEqualTo(new TreeSet<>(Vocabulary.LOG_ENTRY));
        assertThat(Vocabulary.of(LogEntry.class)).isEqualTo(new TreeSet<>(Vocabulary.LOG_ENTRY));
    }

    @Test
    void incrementalMaintenanceHasOneNameForEachFact() {
        assertThat(Vocabulary.of(TableVerdict.class)).isEqualTo(new TreeSet<>(Vocabulary.READ_TABLE));
        assertThat(Vocabulary.of(Reason.class)).isEqualTo(new TreeSet<>(Vocabulary.REASON));
        assertThat(Vocabulary.of(LinkPath.class)).isEqualTo(new TreeSet<>(Vocabulary.LINK_PATH));
        assertThat(Vocabulary.of(Verification.class)).isEqualTo(new TreeSet<>(Vocabulary.VERIFICATION));
    }

    private static Set<String> without(Set<String> names, String name) {
        Set<String> rest = new TreeSet<>(names);
        rest.remove(name);
        return rest;
    }

    private Set<String> columns(String table) {
        Set<String> names = new TreeSet<>();
        db.query("SELECT column_name FROM information_schema.columns WHERE table_name = '" + table + "'").stream()
                .filter(column -> !NOT_SHOWN.contains(column))
                .map(Vocabulary::ofColumn)
                .forEach(names::add);
        return names;
    }
}
