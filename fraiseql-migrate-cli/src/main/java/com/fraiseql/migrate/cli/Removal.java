// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks whether to remove what the engine has installed on tables, and removes it. */
final class Removal {

    private final Terminal terminal;
    private final boolean json;
    private final boolean force;

    /**
     * What has been removed.
     *
     * @param tables from which tables
     * @param lines the same in words, one line each
     */
    record Removed(List<String> tables, List<String> lines) {}

    Removal(Context context, boolean json, boolean force) {
        this.terminal = context.terminal();
        this.json = json;
        this.force = force;
    }

    /**
     * Asks first, unless it is forced.
     *
     * @param what a sentence without its end: what is removed, and where
     * @param tables the tables that are concerned
     * @return the exit code
     */
    int run(String what, Supplier<? extends Collection<String>> tables, Supplier<Removed> removal) {
        if (!force && !agreed(what, tables.get())) {
            if (json) {
                answer(false, List.of());
            }
            terminal.err().println("Nothing has been removed.");
            return ExitCode.DECLINED.number();
        }
        Removed removed = removal.get();
        if (json) {
            answer(true, removed.tables());
        } else {
            removed.lines().forEach(line -> terminal.line(terminal.done() + " " + line));
        }
        return ExitCode.OK.number();
    }

    private void answer(boolean success, List<String> removed) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("success", success);
        map.put("declined", !success);
        map.put("removed", removed);
        terminal.line(Json.write(map));
    }

    private boolean agreed(String what, Collection<String> tables) {
        terminal.err().println(what + (tables.isEmpty() ? "." : ":"));
        tables.forEach(table -> terminal.err().println("  " + table));
        return terminal.agrees();
    }
}
