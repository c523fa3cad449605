// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ivm --write}: saves the SQL that installs the maintenance. */
final class IvmFile {

    private static final String OUTPUT = "-";

    private final Context context;
    private final FilesOption files;
    private final boolean json;

    IvmFile(Context context, FilesOption files, boolean json) {
        this.context = context;
        this.files = files;
        this.json = json;
    }

    int write(String name, IvmReport report) {
        Terminal terminal = context.terminal();
        List<String> tables = report.tables().stream()
                .filter(TableVerdict::incremental)
                .map(TableVerdict::table)
                .toList();
        Path file = tables.isEmpty() || name.equals(OUTPUT) ? null : saved(name, report.sql());
        if (json) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("file", file == null ? null : file.toString());
            map.put("sql", name.equals(OUTPUT) ? report.sql() : null);
            map.put("tables", tables);
            terminal.line(Json.write(map));
        } else if (tables.isEmpty()) {
            terminal.line("No table can be maintained incrementally, so nothing has been written.");
        } else if (file == null) {
            terminal.out().print(report.sql());
        } else {
            terminal.line(terminal.done() + " Wrote " + file + " for " + String.join(", ", tables));
        }
        return ExitCode.OK.number();
    }

    private Path saved(String name, String sql) {
        Path given = Path.of(name);
        Path shown = given.getParent() == null ? files.directory(context).resolve(given) : given;
        try {
            Files.writeString(context.surroundings().directory().resolve(shown), sql, StandardOpenOption.CREATE_NEW);
            return shown;
        } catch (FileAlreadyExistsException e) {
            throw new UsageProblem(
                    shown + " is there already.", "Give the name of a new file; an applied migration stays as it is.");
        } catch (IOException e) {
            throw new MigrateException(
                    FailureCode.UNREADABLE_FILE,
                    "The file cannot be written: " + e.getMessage() + ".",
                    "Check that the folder of " + shown + " is there, and its permissions.");
        }
    }
}
