// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.List;
import java.util.Map;

/** What the commands say that change the history without running anything. */
final class VersionReport {

    private VersionReport() {}

    /**
     * Shows the versions that were changed.
     *
     * @param key their name in JSON
     * @param each what happened to each, for a person
     * @param none what to say if there were none
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
