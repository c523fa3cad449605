// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.FileCheck;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.MigrationNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Create a new migration file with the next number.",
            "The name is converted to snake_case. If the newest file is numbered by a date or a time, the new one "
                    + "gets the time."
        })
final class CreateCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "What it does, for instance add_comments_table.")
    private List<String> name = List.of();

    @Mixin
    private final FilesOption files = new FilesOption();

    @Option(names = "--timestamp", description = "Use the current time (UTC) as the number instead of the next number.")
    private boolean timestamp;

    @Mixin
    private final FormatOption format = new FormatOption();

    CreateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path shown = files.directory(context);
        Path directory = files.absolute(context);
        if (!Files.isDirectory(directory)) {
            throw new MigrateException(
                    FailureCode.LOCATION_MISSING,
                    "There is no directory " + shown + ".",
                    "Run fraiseql migrate init first, or name the directory with --path.");
        }
        List<LocalMigration> existing = files.numbered(context).load();
        String number = timestamp || MigrationNumbers.areTimes(existing)
                ? MigrationNumbers.nextTimestamp(existing, context.clock().instant())
                : MigrationNumbers.next(existing);
        String slug = MigrationSlug.of(name, number);
        String fileName = number + "_" + slug + ".sql";
        write(directory.resolve(fileName), shown, template(number, slug));
        warnOf(existing);
        report(shown.resolve(fileName), number + "_" + slug);
        return ExitCode.OK.number();
    }

    /** Warns the author now if another migration cannot run. */
    private void warnOf(List<LocalMigration> existing) {
        List<MigrateException> problems = FileCheck.of(existing, Map.of()).problems();
        if (!problems.isEmpty()) {
            MigrateException first = problems.get(0);
            context.terminal()
                    .warn(first.what() + " " + first.action()
                            + (problems.size() == 1
                                    ? ""
                                    : " " + problems.size()
                                            + " files cannot run; fraiseql migrate validate names them."));
        }
    }

    private String template(String number, String slug) {
        String words = slug.replace('_', ' ');
        String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return """
                -- Migration %s: %s
                --
                -- Author: %s
                -- Date: %s
                --
                -- What it changes, and why.



                -- How to undo it, for fraiseql migrate down: write a line "Rollback:" as a comment at the end,
                -- and below it the SQL, each line in a comment of its own.
                """.formatted(number, title, context.surroundings().osUser(), LocalDate.now(context.clock()));
    }

    private static void write(Path file, Path shown, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new MigrateException(
                    FailureCode.UNREADABLE_FILE,
                    "The file cannot be written: " + e.getMessage() + ".",
                    "Check the permissions of " + shown + ".");
        }
    }

    private void report(Path file, String version) {
        if (format.json()) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            result.put("version", version);
            result.put("file", file.toString());
            context.terminal().line(Json.write(result));
        } else {
            context.terminal().line(context.terminal().done() + " Created " + file);
        }
    }
}
