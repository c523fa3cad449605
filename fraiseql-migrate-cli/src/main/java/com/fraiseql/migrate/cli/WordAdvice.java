// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Suggests a command for an unknown word: the one that the word means in other tools
 * ({@code docs/switching.md}), otherwise one with a similar spelling. Commands that rewrite the history without
 * executing anything are never suggested for their spelling.
 */
final class WordAdvice {

    private static final Map<String, String> MEANING = Map.ofEntries(
            Map.entry("rollback", "down"),
            Map.entry("undo", "down"),
            Map.entry("revert", "down"),
            Map.entry("downgrade", "down"),
            Map.entry("rollback-count", "down --steps N"),
            Map.entry("reset", "down --to 0"),
            Map.entry("down-to", "down --to VERSION"),
            Map.entry("migrate", "up"),
            Map.entry("apply", "up"),
            Map.entry("deploy", "up"),
            Map.entry("upgrade", "up"),
            Map.entry("update", "up"),
            Map.entry("run", "up"),
            Map.entry("latest", "up"),
            Map.entry("up-to", "up --to VERSION"),
            Map.entry("up-by-one", "up --steps 1"),
            Map.entry("goto", "up --to VERSION or down --to VERSION"),
            Map.entry("info", "status"),
            Map.entry("list", "status"),
            Map.entry("show", "status"),
            Map.entry("pending", "status"),
            Map.entry("version", "current"),
            Map.entry("history", "log"),
            Map.entry("new", "create"),
            Map.entry("add", "create"),
            Map.entry("generate", "create"),
            Map.entry("make", "create"),
            Map.entry("check", "validate"),
            Map.entry("verify", "validate"),
            Map.entry("changelog-sync", "baseline VERSION"),
            Map.entry("stamp", "baseline VERSION"),
            Map.entry("force", "mark VERSION or unmark VERSION"));

    private static final Set<String> NEVER_BY_SPELLING = Set.of("baseline", "mark", "unmark", "repair");

    private WordAdvice() {}

    /** @param commands the commands that there are */
    static Optional<String> command(String word, List<String> commands) {
        String small = word.toLowerCase(Locale.ROOT);
        if (commands.contains(small)) {
            return Optional.of(small);
        }
        if (MEANING.containsKey(small)) {
            return Optional.of(MEANING.get(small));
        }
        return commands.stream()
                .filter(command -> !NEVER_BY_SPELLING.contains(command) && close(small, command))
                .findFirst();
    }

    /** Whether one may be a misspelling of the other. */
    static boolean close(String word, String other) {
        return distance(word, other) <= (Math.min(word.length(), other.length()) < 5 ? 1 : 2);
    }

    /** The number of letters to insert, remove, replace or swap with their neighbour. */
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
