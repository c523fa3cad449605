// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.script.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A <code>${name}</code> that reached the server as it stands in the file, since no placeholder of that name is
 * configured.
 *
 * @param name the name in the file
 * @param similar a configured name that differs in capitals only, as one of an environment variable does
 */
record UnreplacedPlaceholder(String name, @Nullable String similar) {

    private static final String SYNTAX_ERROR = "42601";
    private static final Pattern MARK = Pattern.compile("\\$\\{([\\w.-]+)\\}");

    /**
     * The one that a failure is about: where the server sees a syntax error, in what it quotes, or, where placeholders
     * are configured at all, anywhere in a statement with a syntax error.
     */
    static Optional<UnreplacedPlaceholder> of(Interrupted interrupted, String state) {
        Statement statement = interrupted.failure().statement();
        if (statement == null) {
            return Optional.empty();
        }
        Map<String, String> configured = interrupted.work().placeholders();
        String message = String.valueOf(interrupted.failure().error().getMessage());
        boolean syntax = state.equals(SYNTAX_ERROR);
        int at = offset(statement.text(), interrupted.failure().position());
        Matcher marks = MARK.matcher(statement.text());
        while (marks.find()) {
            String name = marks.group(1);
            boolean here = syntax && (marks.start() == at || !configured.isEmpty());
            if (!configured.containsKey(name) && (here || message.contains(marks.group()))) {
                return Optional.of(new UnreplacedPlaceholder(
                        name,
                        configured.keySet().stream()
                                .filter(name::equalsIgnoreCase)
                                .findFirst()
                                .orElse(null)));
            }
        }
        return Optional.empty();
    }

    private static int offset(String text, int position) {
        return position < 1 || position > text.codePointCount(0, text.length())
                ? -1
                : text.offsetByCodePoints(0, position - 1);
    }

    String hint() {
        return "${" + name + "} is not replaced: there is no fraiseql.migrate.placeholders." + name
                + (similar == null
                        ? "."
                        : "; there is fraiseql.migrate.placeholders." + similar
                                + ", and capitals count (an environment variable gives" + " small letters).");
    }

    String action() {
        return "Set --placeholder %1$s=VALUE (fraiseql.migrate.placeholders.%1$s), or correct the file".formatted(name);
    }
}
