// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "init",
        description = {
            "Initialize the migration system in your project.",
            "Creates the migrations directory and a README.md with instructions in it. Existing files are "
                    + "left alone."
        })
final class InitCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private final FilesOption files = new FilesOption();

    @Mixin
    private final FormatOption format = new FormatOption();

    InitCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path shown = files.directory(context);
        Path directory = files.absolute(context);
        boolean newDirectory = !Files.isDirectory(directory);
        boolean newReadme;
        try {
            Files.createDirectories(directory);
            newReadme = writeReadme(directory.resolve("README.md"));
        } catch (FileAlreadyExistsException e) {
            throw new MigrateException(
                    FailureCode.LOCATION_MISSING,
                    shown + " is there already and is not a directory.",
                    "Rename that file, or name another directory with --path.");
        } catch (IOException e) {
            throw new MigrateException(
                    FailureCode.UNREADABLE_FILE,
                    shown + " cannot be created: " + e.getMessage() + ".",
                    "Check the directory's permissions, or name another one with --path.");
        }
        report(shown, newDirectory, newReadme);
        return ExitCode.OK.number();
    }

    private void report(Path shown, boolean newDirectory, boolean newReadme) {
        Terminal terminal = context.terminal();
        if (format.json()) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            result.put("path", shown.toString());
            result.put("createdDirectory", newDirectory);
            result.put("createdReadme", newReadme);
            terminal.line(Json.write(result));
            return;
        }
        terminal.line(
                newDirectory
                        ? terminal.done() + " Created " + shown + "/"
                        : terminal.done() + " " + shown + "/ is there already");
        terminal.line(
                newReadme
                        ? terminal.done() + " Created " + shown.resolve("README.md")
                        : terminal.done() + " " + shown.resolve("README.md") + " is there already");
    }

    private static boolean writeReadme(Path readme) throws IOException {
        if (Files.exists(readme)) {
            return false;
        }
        try (InputStream text = InitCommand.class.getResourceAsStream("migrations-readme.md")) {
            Files.copy(java.util.Objects.requireNonNull(text), readme);
            return true;
        } catch (FileAlreadyExistsException e) {
            // another init has created it meanwhile
            return false;
        }
    }
}
