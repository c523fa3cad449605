// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.script.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What this run has told its user is applied. A file that mentions the history's table may take that away, so its transaction ends with a
 * look at it.
 */
final class RecordedVersions {

    private final HistoryWriter writer;
    private final Pattern table;
    private final List<String> versions = new ArrayList<>();

    RecordedVersions(HistoryWriter writer) {
        this.writer = writer;
        this.table = Pattern.compile(Pattern.quote(writer.table().name()), Pattern.CASE_INSENSITIVE);
    }

    void add(String version) {
        versions.add(version);
    }

    /** Whether the statement may change rows of the history. */
    boolean mayBeChangedBy(Statement statement) {
        return table.matcher(statement.text()).find();
    }

    /** One statement that fails unless they are still recorded. */
    List<String> check() {
        return versions.isEmpty() ? List.of() : List.of(writer.recorded(versions));
    }
}
