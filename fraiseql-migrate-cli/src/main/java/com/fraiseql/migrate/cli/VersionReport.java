// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.Versions;
import java.util.List;
import java.util.Map;

/** The output of the commands that change the history without running anything. */
final class VersionReport {

    private VersionReport() {}

    /**
     * Replaces numbers by the versions that they stand for; an unknown one stays, and the engine refuses it.
     */
    static List<String> inFull(List<String> given, Status status) {
        return given.stream()
                .map(version -> status.migrations().stream()
                        .map(MigrationStatus::version)
                        .filter(known -> Versions.matches(version, known))
                        .findFirst()
                        .orElse(version))
                .toList();
    }

    /**
     * Shows the versions that were changed.
     *
     * @param key their name in JSON
     * @param each what happened to each, for a person
     * @param none the line if there were none
     */
    static int show(Terminal terminal, boolean json, String key, List<String> versions, String each, String none) {
        if (json) {
            terminal.line(Json.write(Map.of(key, versions)));
        } else if (versions.isEmpty()) {
            terminal.line(terminal.done() + " " + none);
        } else {
            versions.forEach(version -> terminal.line(terminal.done() + " " + each + ": " + version));
        }
        return ExitCode.OK.number();
    }
}
