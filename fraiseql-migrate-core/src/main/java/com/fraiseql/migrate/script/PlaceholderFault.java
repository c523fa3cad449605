// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.SourceLocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A placeholder whose value changes how the file is read: a quote in it ends the string that it stands in, or begins
 * one that swallows what follows. The value itself is never shown.
 */
final class PlaceholderFault {

    private static final Pattern CHANGES_READING = Pattern.compile("['\"$\\\\;\\r\\n]|--|/\\*");

    private PlaceholderFault() {}

    /** The first such placeholder of the file, as an error. */
    static Optional<ScriptException> find(ScriptText text, Map<String, String> placeholders) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(text.open(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                int first = -1;
                String name = "";
                for (Map.Entry<String, String> entry : placeholders.entrySet()) {
                    int at = line.indexOf("${" + entry.getKey() + "}");
                    if (at >= 0
                            && (first < 0 || at < first)
                            && CHANGES_READING.matcher(entry.getValue()).find()) {
                        first = at;
                        name = entry.getKey();
                    }
                }
                if (first >= 0) {
                    return Optional.of(fault(text, name, number, line.codePointCount(0, first) + 1));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static ScriptException fault(ScriptText text, String name, int line, int column) {
        SourceLocation location = new SourceLocation(text.name(), line, column);
        return new ScriptException(
                FailureCode.PLACEHOLDER,
                location + ": the value of ${" + name
                        + "} holds a quote, a semicolon, a comment or a line end, and with it the file reads"
                        + " differently.",
                "Double each quote in the value where the placeholder stands in a string, or let the file write it as"
                        + " $q$${" + name + "}$q$.",
                location,
                Excerpt.of(text, location),
                null);
    }
}
