// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.projection.CascadeNotes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code cascade --remove}: asks, and removes what notes changes. */
final class CascadeRemoval {

    private final Context context;
    private final boolean json;
    private final boolean force;

    CascadeRemoval(Context context, boolean json, boolean force) {
        this.context = context;
        this.json = json;
        this.force = force;
    }

    int run(CascadeNotes notes, Engine engine) {
        Terminal terminal = context.terminal();
        List<String> noted = notes.tables();
        if (!force && !agreed(noted, engine)) {
            if (json) {
                answer(false, List.of(), true);
            }
            terminal.err().println("Nothing has been removed.");
            return ExitCode.DECLINED.number();
        }
        boolean removed = notes.remove();
        if (json) {
            answer(true, noted, false);
        } else if (!removed) {
            terminal.line(terminal.done() + " Nothing is noted");
        } else if (noted.isEmpty()) {
            terminal.line(terminal.done() + " Removed what had noted changes; no table had triggers");
        } else {
            noted.forEach(table -> terminal.line(terminal.done() + " Changes of " + table + " are no longer noted"));
        }
        return ExitCode.OK.number();
    }

    private void answer(boolean success, List<String> removed, boolean declined) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("success", success);
        map.put("declined", declined);
        map.put("removed", removed);
        context.terminal().line(Json.write(map));
    }

    private boolean agreed(List<String> noted, Engine engine) {
        Terminal terminal = context.terminal();
        terminal.err()
                .println("This removes what notes changes for the eviction from caches in the database "
                        + engine.target().display() + (noted.isEmpty() ? "." : ":"));
        noted.forEach(table -> terminal.err().println("  " + table));
        return terminal.agrees();
    }
}
