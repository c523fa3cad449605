// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.LongList;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.source.MigrationName.Part;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts migrations in order and sees to it that each is there once.
 *
 * <p>The same file found twice is not a duplicate: overlapping locations find it at one path, and a jar beside the
 * directory that it was made from brings it with the same name and the very same bytes.
 */
final class MigrationSet {

    private MigrationSet() {}

    /**
     * Sorts: versioned migrations by number, then repeatable ones by name.
     *
     * @throws MigrateException with {@link FailureCode#DUPLICATE_VERSION} if a number or version is there twice
     */
    static List<LocalMigration> of(List<LocalMigration> migrations) {
        List<LocalMigration> sorted = new ArrayList<>(migrations);
        sorted.sort(MigrationSet::order);
        List<LocalMigration> unique = new ArrayList<>(sorted.size());
        List<LocalMigration> clashes = new ArrayList<>();
        for (LocalMigration next : sorted) {
            int last = unique.size() - 1;
            if (last < 0 || !clash(unique.get(last), next)) {
                unique.add(next);
            } else if (same(unique.get(last), next)) {
                unique.set(last, unique.get(last).downText() == null ? next : unique.get(last));
            } else {
                clashes.add(unique.get(last));
                clashes.add(next);
                unique.add(next);
            }
        }
        if (!clashes.isEmpty()) {
            throw duplicates(clashes, unique);
        }
        return List.copyOf(unique);
    }

    private static int order(LocalMigration a, LocalMigration b) {
        BigInteger number = a.number();
        BigInteger other = b.number();
        if (number == null || other == null) {
            int repeatableLast = Boolean.compare(number == null, other == null);
            return repeatableLast != 0 ? repeatableLast : byName(a, b);
        }
        int byNumber = number.compareTo(other);
        return byNumber != 0 ? byNumber : byName(a, b);
    }

    private static int byName(LocalMigration a, LocalMigration b) {
        int byVersion = a.version().compareTo(b.version());
        return byVersion != 0 ? byVersion : a.fileName().compareTo(b.fileName());
    }

    private static boolean clash(LocalMigration a, LocalMigration b) {
        return a.repeatable() == b.repeatable()
                && (a.repeatable() ? a.version().equals(b.version()) : Objects.equals(a.number(), b.number()));
    }

    private static boolean same(LocalMigration a, LocalMigration b) {
        if (a.code() != null || b.code() != null) {
            return a.code() == b.code();
        }
        ScriptText down = a.downText();
        ScriptText otherDown = b.downText();
        return a.fileName().equals(b.fileName())
                && sameText(a.text(), b.text())
                && (down == null || otherDown == null || sameText(down, otherDown));
    }

    /** Whether two scripts are one file, or have the same bytes. */
    static boolean sameText(ScriptText a, ScriptText b) {
        if (a instanceof LocatedText one
                && b instanceof LocatedText other
                && one.location().equals(other.location())) {
            return true;
        }
        try (InputStream one = new BufferedInputStream(a.open());
                InputStream other = new BufferedInputStream(b.open())) {
            int next = one.read();
            while (next >= 0 && next == other.read()) {
                next = one.read();
            }
            return next < 0 && other.read() < 0;
        } catch (IOException e) {
            throw unreadable(a, e);
        }
    }

    static MigrateException unreadable(ScriptText text, IOException cause) {
        return MigrateException.builder(
                        FailureCode.UNREADABLE_FILE,
                        "The file " + text.name() + " cannot be read: " + Failures.reason(cause) + ".",
                        "See to it that the file is there and that this process may read it.")
                .location(SourceLocation.file(LocatedText.locationOf(text)))
                .cause(cause)
                .build();
    }

    private static MigrateException duplicates(List<LocalMigration> clashes, List<LocalMigration> all) {
        LocalMigration a = clashes.get(0);
        LocalMigration b = clashes.get(1);
        String what;
        String action;
        Map<String, String> better = Map.of();
        if (!a.version().equals(b.version())) {
            what = "The migrations " + a.fileName() + " and " + b.fileName() + " have the same number, " + a.number()
                    + ".";
            better = betterNames(clashes, all);
            action = better.isEmpty()
                    ? "Give the newer of the two the next free number, " + MigrationNumbers.next(all)
                            + "; `fraiseql migrate create` picks it by itself."
                    : "Rename " + renamings(better, a, b) + ".";
        } else if (a.fileName().equals(b.fileName())) {
            what = "The migration " + a.fileName() + " is there twice, with different contents.";
            action = "Remove one of the two, or give it the next free number if it is another migration.";
        } else {
            what = "The migration " + a.version() + " is there twice: " + a.fileName() + " and " + b.fileName() + ".";
            action = "Keep one of the two.";
        }
        Map<String, String> names = better;
        List<String> lines = (names.size() > 2 ? all : clashes)
                .stream()
                        .map(migration -> "  " + LocatedText.locationOf(migration.text())
                                + (names.containsKey(migration.fileName())
                                        ? " (rename it to " + names.get(migration.fileName()) + ")"
                                        : ""))
                        .distinct()
                        .toList();
        return MigrateException.builder(FailureCode.DUPLICATE_VERSION, what, action)
                .detail(LongList.lines(lines))
                .build()
                .withFullDetail(String.join("\n", lines));
    }

    /**
     * Files of other tools whose names fit by chance: {@code 1_users_up} with {@code 1_users_down}, and dates such as
     * {@code 2024_01_01_users}. A new number for one of them would run the SQL that takes the other back, or run files
     * in another order.
     */
    private static Map<String, String> betterNames(List<LocalMigration> clashes, List<LocalMigration> all) {
        Map<String, String> pair = new HashMap<>();
        for (int i = 0; i + 1 < clashes.size(); i += 2) {
            LocalMigration one = clashes.get(i);
            LocalMigration other = clashes.get(i + 1);
            boolean downFirst = ForeignName.partOf(one.version()) == Part.DOWN;
            LocalMigration down = downFirst ? one : other;
            LocalMigration up = downFirst ? other : one;
            String stem = base(up.version());
            if (ForeignName.partOf(down.version()) != Part.DOWN || !stem.equals(base(down.version()))) {
                pair.clear();
                break;
            }
            if (ForeignName.partOf(up.version()) == Part.UP) {
                pair.put(up.fileName(), stem + ".up.sql");
            }
            pair.put(down.fileName(), stem + ".down.sql");
        }
        return pair.isEmpty()
                ? NameProposals.ofSeveralNumbers(all.stream()
                        .filter(migration -> !migration.repeatable())
                        .map(LocalMigration::fileName)
                        .toList())
                : pair;
    }

    private static String renamings(Map<String, String> better, LocalMigration... clashing) {
        return Stream.of(clashing)
                .map(LocalMigration::fileName)
                .filter(better::containsKey)
                .map(name -> name + " to " + better.get(name))
                .collect(Collectors.joining(" and "));
    }

    private static String base(String version) {
        return ForeignName.partOf(version) == Part.WHOLE
                ? version
                : version.substring(0, ForeignName.lastSeparator(version));
    }
}
