// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncOptions.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The read tables that are filled by a hook or from the {@code SELECT} of a file. Incremental maintenance would make
 * them equal to views that they are not made of, so it leaves them alone.
 *
 * @param byTable what fills each of them, by the table's name with its schema
 */
public record OtherSources(Map<String, String> byTable) {

    /** Where every table is filled from its view, or there is none. */
    public static final OtherSources NONE = new OtherSources(Map.of());

    public OtherSources {
        byTable = Map.copyOf(byTable);
    }

    /** Those that count in a sync with these options. */
    public static OtherSources of(ReadTables tables, SyncOptions options) {
        Map<String, String> found = new TreeMap<>(tables.filledOtherwise(options.withTables(Set.of())));
        return new OtherSources(found);
    }

    /** Options that leave these tables alone. */
    public IvmOptions without(IvmOptions options) {
        Scope scope = options.scope();
        Set<String> exclude = new HashSet<>(scope.exclude());
        exclude.addAll(byTable.keySet());
        return options.withScope(new Scope(scope.schemas(), scope.tables(), exclude));
    }

    /** The report with these tables, and why they are not maintained. */
    public IvmReport addedTo(IvmReport report) {
        List<TableVerdict> all = new ArrayList<>(report.tables());
        new TreeMap<>(byTable).forEach((table, source) -> all.add(verdict(table, source)));
        return new IvmReport(all, report.sql());
    }

    private static TableVerdict verdict(String table, String source) {
        Reason reason = new Reason(
                Reason.Code.NO_VIEW,
                source,
                table,
                "The table is filled by " + source + ", and not from its view.",
                "Write a view that gives its rows, and leave out " + source + ".");
        return new TableVerdict(
                table,
                null,
                new TableVerdict.Finding(
                        TableVerdict.Verdict.COMPARE_AT_SYNC, List.of(reason), List.of(), List.of(), null),
                TableVerdict.Installed.NO);
    }
}
