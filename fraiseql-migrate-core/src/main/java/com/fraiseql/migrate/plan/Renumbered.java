// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what became of the file of an applied migration: the same contents under another number. Applied under its new
 * number it would run a second time.
 *
 * @param gone the migration as the history knows it
 * @param now the file
 */
record Renumbered(MigrationStatus gone, LocalMigration now) {

    /** The first one; {@code null} if there is none. */
    static @Nullable Renumbered find(List<LocalMigration> local, List<MigrationStatus> statuses) {
        List<MigrationStatus> gone = statuses.stream()
                .filter(status -> status.state() == MigrationState.MISSING || status.state() == MigrationState.FUTURE)
                .filter(status -> status.checksum() != null)
                .toList();
        if (gone.isEmpty()) {
            return null;
        }
        Set<String> unknown = new HashSet<>();
        for (MigrationStatus status : statuses) {
            if (status.state() == MigrationState.PENDING || status.state() == MigrationState.OUT_OF_ORDER) {
                unknown.add(status.version());
            }
        }
        for (MigrationStatus one : gone) {
            for (LocalMigration migration : local) {
                if (!migration.repeatable()
                        && unknown.contains(migration.version())
                        && migration.checksum().equals(one.checksum())
                        && words(migration.version()).equals(words(one.version()))) {
                    return new Renumbered(one, migration);
                }
            }
        }
        return null;
    }

    private static String words(String version) {
        int end = 0;
        while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
            end++;
        }
        return version.substring(end);
    }
}
