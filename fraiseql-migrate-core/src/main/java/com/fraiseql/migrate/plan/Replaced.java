// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.Versions;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several applied migrations have no file, and there is a new file at their numbers or above: their files may have been
 * squashed into one. Only the user knows; so it is one of the things that an error offers, with the commands that make
 * it true.
 */
final class Replaced {

    /** More than these are not spelled out. */
    private static final int MOST = 6;

    private Replaced() {}

    /** A sentence that begins with a blank, or nothing where nothing can have been squashed. */
    static String advice(List<LocalMigration> local, List<MigrationStatus> statuses) {
        List<LocalMigration> fresh = fresh(local, statuses);
        boolean upToTheNewest = !fresh.isEmpty() && fresh.get(fresh.size() - 1).equals(newest(local));
        List<String> gone = statuses.stream()
                .filter(status -> !status.hasFile() && Versions.number(status.version()) != null)
                // what is newer than an applied file that is here is another release's
                .filter(status -> status.state() != MigrationState.FUTURE || upToTheNewest)
                .map(MigrationStatus::version)
                .toList();
        List<String> with = replacements(fresh, gone);
        if (gone.size() < 2 || with.isEmpty()) {
            return "";
        }
        return " If the files were squashed into " + String.join(" and ", with) + ", run `fraiseql migrate mark "
                + String.join(" ", with) + "` and "
                + (gone.size() <= MOST
                        ? "`fraiseql migrate unmark " + String.join(" ", gone) + "`"
                        : "`fraiseql migrate unmark` with the " + gone.size() + " that have no file, " + gone.get(0)
                                + " to " + gone.get(gone.size() - 1) + ",")
                + " in each database that has them.";
    }

    /** The files that are new and not above what they replace; if there are none, the first new one. */
    private static List<String> replacements(List<LocalMigration> fresh, List<String> gone) {
        List<String> below = fresh.stream()
                .filter(migration -> gone.stream()
                        .anyMatch(version -> number(migration.version()).compareTo(number(version)) <= 0))
                .map(LocalMigration::version)
                .limit(MOST)
                .toList();
        return below.isEmpty()
                ? fresh.stream().map(LocalMigration::version).limit(1).toList()
                : below;
    }

    private static List<LocalMigration> fresh(List<LocalMigration> local, List<MigrationStatus> statuses) {
        return versioned(local)
                .filter(migration -> statuses.stream()
                        .anyMatch(status -> status.version().equals(migration.version()) && status.pending()))
                .toList();
    }

    private static @Nullable LocalMigration newest(List<LocalMigration> local) {
        return versioned(local).reduce((before, after) -> after).orElse(null);
    }

    private static Stream<LocalMigration> versioned(List<LocalMigration> local) {
        return local.stream()
                .filter(migration -> !migration.repeatable())
                .sorted(Comparator.comparing(migration -> number(migration.version())));
    }

    private static BigInteger number(String version) {
        return Objects.requireNonNull(Versions.number(version));
    }
}
