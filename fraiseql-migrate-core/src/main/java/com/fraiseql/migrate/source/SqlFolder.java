// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.source.MigrationName.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of a folder whose names need not be those of this product: another tool's, or of files in the making. */
public final class SqlFolder {

    private static final Comparator<Path> BY_NAME =
            Comparator.comparing(SqlFolder::isRepeatable).thenComparing(Path::toString, SqlFolder::compare);

    private SqlFolder() {}

    /**
     * The {@code .sql} files of a folder and of the folders below it, hidden ones apart, in the order in which their
     * numbers stand; repeatable ones last.
     *
     * @throws MigrateException LOCATION_MISSING, UNREADABLE_FILE
     */
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw DirectorySource.missing(folder.toString());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> isShown(folder.relativize(path)))
                    .filter(path -> MigrationName.isMigrationFile(FileNames.of(path)))
                    .filter(Files::isRegularFile)
                    .sorted(BY_NAME)
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw unreadable(folder, Objects.requireNonNull(e.getCause()));
        }
    }

    private static MigrateException unreadable(Path folder, IOException cause) {
        return MigrateException.builder(
                        FailureCode.UNREADABLE_FILE,
                        "The folder " + folder + " cannot be read: " + Failures.reason(folder, cause) + ".",
                        "See to it that this process may list it.")
                .location(SourceLocation.file(folder.toString()))
                .cause(cause)
                .build();
    }

    private static boolean isShown(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") || part.toString().equals("node_modules")) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a file takes a migration back: {@code 001_x.down.sql}, {@code U1__x.sql}, {@code down.sql}; also
     * {@code 001_x_down.sql} beside {@code 001_x_up.sql}.
     */
    public static boolean undoes(Path file) {
        String stem = MigrationName.stemOf(FileNames.of(file));
        ForeignName foreign = ForeignName.tryParse(stem);
        boolean down = ForeignName.partOf("x." + stem) == Part.DOWN || (foreign != null && foreign.part() == Part.DOWN);
        int separator = ForeignName.lastSeparator(stem);
        if (!down || separator <= 0 || stem.charAt(separator) == '.' || ForeignName.isFlyway(stem)) {
            return down;
        }
        String up = stem.substring(0, separator + 1) + "up.sql";
        return Files.exists(file.resolveSibling(up));
    }

    private static boolean isRepeatable(Path path) {
        String name = FileNames.of(path).toUpperCase(Locale.ROOT);
        return name.startsWith("R_");
    }

    /** Digits by the number that they form, everything else by its letters. */
    static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int firstEnd = digitsEnd(a, i);
            int otherEnd = digitsEnd(b, j);
            int order;
            if (firstEnd > i && otherEnd > j) {
                order = new BigInteger(a.substring(i, firstEnd)).compareTo(new BigInteger(b.substring(j, otherEnd)));
                i = firstEnd;
                j = otherEnd;
            } else {
                order = Character.compare(a.charAt(i), b.charAt(j));
                i++;
                j++;
            }
            if (order != 0) {
                return order;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
