// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The versions that are recorded as applied, by earlier runs and by this one. A file may delete such records, by naming
 * the history's table or with a loop over all tables, and the next run would apply everything again. So the transaction
 * of a unit that may do so ends with a check of the history.
 */
public final class RecordedVersions {

    /** First words of statements that may reach a table without naming it. */
    private static final Set<String> ANYTHING =
            Set.of("DO", "CALL", "SELECT", "WITH", "EXECUTE", "TRUNCATE", "DELETE", "UPDATE", "MERGE", "DROP");

    private final HistoryWriter writer;
    private final String table;
    private final Set<String> versions = new LinkedHashSet<>();

    public RecordedVersions(HistoryWriter writer) {
        this.writer = writer;
        this.table = writer.table().name();
    }

    public void addAll(Collection<HistoryRow> rows) {
        rows.stream()
                .filter(row -> row.state() == HistoryRow.State.APPLIED)
                .map(HistoryRow::version)
                .forEach(versions::add);
    }

    public void add(String version) {
        versions.add(version);
    }

    public boolean mayBeChangedBy(Statement statement) {
        return ANYTHING.contains(Words.first(statement.text())) || Words.mention(statement.text(), table);
    }

    /**
     * Statements that fail unless all versions are still recorded.
     *
     * @param current what is being recorded now, whose row may be in another state
     */
    public List<String> check(String current) {
        return check(List.of(current), List.of());
    }

    /**
     * The same for several versions at once.
     *
     * @param replaced what is being recorded, whose rows may be in another state
     * @param applied what of it is recorded as applied already
     */
    public List<String> check(Collection<String> replaced, Collection<String> applied) {
        Set<String> expected = new LinkedHashSet<>(versions);
        expected.removeAll(replaced);
        expected.addAll(applied);
        return expected.isEmpty() ? List.of() : List.of(writer.recorded(new ArrayList<>(expected)));
    }
}
