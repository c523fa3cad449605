// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code ivm --drop}: asks, and removes the maintenance. */
final class IvmDrop {

    private final Context context;
    private final boolean json;
    private final boolean force;

    IvmDrop(Context context, boolean json, boolean force) {
        this.context = context;
        this.json = json;
        this.force = force;
    }

    int run(IvmTables tables, Engine engine) {
        Terminal terminal = context.terminal();
        if (!force && !agreed(tables, engine)) {
            if (json) {
                answer(false, List.of(), true);
            }
            terminal.err().println("Nothing has been removed.");
            return ExitCode.DECLINED.number();
        }
        List<String> removed = tables.drop();
        if (json) {
            answer(true, removed, false);
        } else if (removed.isEmpty()) {
            terminal.line(terminal.done() + " Nothing is maintained");
        } else {
            removed.forEach(table ->
                    terminal.line(terminal.done() + " " + table + " is no longer maintained; it keeps its rows"));
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

    private boolean agreed(IvmTables tables, Engine engine) {
        Terminal terminal = context.terminal();
        Set<String> maintained = tables.registered();
        terminal.err()
                .println("This removes what maintains the read tables in the database "
                        + engine.target().display() + (maintained.isEmpty() ? "." : ":"));
        maintained.forEach(table -> terminal.err().println("  " + table));
        return terminal.agrees();
    }
}
