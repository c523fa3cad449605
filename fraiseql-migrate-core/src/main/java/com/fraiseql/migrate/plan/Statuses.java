// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How every migration stands, and how several of them are named in an error. */
record Statuses(List<MigrationStatus> all) {

    private static final int MOST_NAMED = 10;

    Statuses {
        all = List.copyOf(all);
    }

    static Statuses of(List<LocalMigration> local, History history) {
        return new Statuses(StatusReport.of(local, history));
    }

    List<MigrationStatus> in(MigrationState state) {
        List<MigrationStatus> found = new ArrayList<>();
        for (MigrationStatus status : all) {
            if (status.state() == state) {
                found.add(status);
            }
        }
        return found;
    }

    /** The versions that have no file here. */
    List<String> withoutFile() {
        List<String> versions = new ArrayList<>();
        for (MigrationStatus status : all) {
            if (!status.hasFile()) {
                versions.add(status.version());
            }
        }
        return versions;
    }

    /** The lines that name those after the first; {@code null} if there are none. */
    static @Nullable String others(List<MigrationStatus> several) {
        String more = moreOf(several);
        return more.isEmpty() ? null : more.substring(1);
    }

    /** The same, each line with a line end before it. */
    static String moreOf(List<MigrationStatus> several) {
        StringBuilder text = new StringBuilder();
        several.stream()
                .skip(1)
                .limit(MOST_NAMED)
                .forEach(status -> text.append("\n  also ").append(status.file()));
        if (several.size() > MOST_NAMED + 1) {
            text.append("\n  and ").append(several.size() - MOST_NAMED - 1).append(" more");
        }
        return text.toString();
    }
}
