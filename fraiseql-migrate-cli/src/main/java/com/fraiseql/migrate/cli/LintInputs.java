// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.lint.SqlFile;
import com.fraiseql.migrate.source.SqlFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The files that a review is about, in the order in which they are applied. */
final class LintInputs {

    private static final String STANDARD_INPUT = "-";

    private static final int TOGETHER = 1;
    private static final int BEFORE = 0;

    private final Context context;
    private final List<SqlFile> files = new ArrayList<>();
    private final @Nullable Predicate<Path> fresh;

    private LintInputs(Context context, @Nullable Predicate<Path> fresh) {
        this.context = context;
        this.fresh = fresh;
    }

    /** Every file, each applied on its own after those above it. */
    static LintInputs all(Context context) {
        return new LintInputs(context, null);
    }

    /** Only these files, applied together after all others. */
    static LintInputs since(Context context, Set<Path> fresh) {
        return new LintInputs(context, file -> fresh.contains(real(file)));
    }

    /** Only the files of these names and the rollbacks that belong to them, applied together after all others. */
    static LintInputs pending(Context context, Set<String> names) {
        return new LintInputs(context, file -> {
            String name = String.valueOf(file.getFileName());
            return names.contains(name)
                    || names.contains(name.replace(".down.sql", ".sql"))
                    || names.contains(name.replace(".down.sql", ".up.sql"));
        });
    }

    List<SqlFile> files() {
        return List.copyOf(files);
    }

    /** A file, a folder with the folders below it, or {@code -} for the standard input. */
    void add(String argument) {
        if (argument.equals(STANDARD_INPUT)) {
            byte[] text = standardInput();
            add(new SqlFile("stdin", () -> new ByteArrayInputStream(text), false, files.size(), true));
            return;
        }
        Path shown = Path.of(argument);
        if (Files.isDirectory(absolute(shown))) {
            addFolder(shown, true);
        } else if (Files.exists(absolute(shown))) {
            addFile(shown);
        } else {
            throw new MigrateException(
                    FailureCode.UNREADABLE_FILE,
                    "There is no file and no folder " + argument + ".",
                    "Name a file, a folder, or - for the standard input.");
        }
    }

    /** @param below whether the folders below it are part of it */
    void addFolder(Path shown, boolean below) {
        Path folder = absolute(shown);
        for (Path file : SqlFolder.files(folder)) {
            if (below || folder.equals(file.getParent())) {
                addFile(shown.resolve(folder.relativize(file)).normalize());
            }
        }
    }

    private void addFile(Path shown) {
        Path file = absolute(shown);
        boolean reported = fresh == null || fresh.test(file);
        int batch = fresh == null ? files.size() : reported ? TOGETHER : BEFORE;
        String name = shown.toString().replace('\\', '/');
        add(new SqlFile(name, () -> Files.newInputStream(file), SqlFolder.undoes(file), batch, reported));
    }

    private void add(SqlFile file) {
        files.add(file);
    }

    private Path absolute(Path shown) {
        return context.surroundings().directory().resolve(shown);
    }

    /** As git names it: without links. */
    private static Path real(Path file) {
        try {
            Path folder = Objects.requireNonNull(file.getParent()).toRealPath();
            return folder.resolve(Objects.requireNonNull(file.getFileName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] standardInput() {
        try {
            return context.terminal().in().readAllBytes();
        } catch (IOException e) {
            throw MigrateException.builder(
                            FailureCode.UNREADABLE_FILE,
                            "The standard input cannot be read: " + e.getMessage() + ".",
                            "Name a file.")
                    .location(SourceLocation.file(STANDARD_INPUT))
                    .cause(e)
                    .build();
        }
    }
}
