// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an exception from the user's own code tells its author: its class and message, the place in that
 * code, and the calls of that code which led there. The frames of the JDK, the driver, Spring and this engine are left
 * out.
 *
 * @param what the class and the first line of the message
 * @param location the innermost line of the user's code, {@code null} if there is none in the trace
 * @param detail the calls and the causes, {@code null} if there is nothing to add
 */
public record UserTrace(
        String what,
        @Nullable SourceLocation location,
        @Nullable String detail) {

    private static final int MOST_FRAMES = 8;
    private static final int MOST_CAUSES = 4;
    private static final List<String> OTHERS = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "kotlin.",
            "org.postgresql.",
            "org.springframework.",
            "com.zaxxer.hikari.",
            "com.fraiseql.migrate.db.",
            "com.fraiseql.migrate.execute.");

    /**
     * Reads the trace of an exception.
     *
     * @param entry the class whose method the engine has called; what called it is not the user's
     */
    public static UserTrace of(Throwable failure, Class<?> entry) {
        List<String> lines = new ArrayList<>();
        SourceLocation location = null;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        int causes = 0;
        for (Throwable at = failure; at != null && seen.add(at) && causes <= MOST_CAUSES; at = at.getCause()) {
            List<StackTraceElement> frames = own(at, entry);
            if (at != failure) {
                lines.add("  caused by " + Secrets.mask(at.toString()).replace("\n", "\n    "));
            } else if (at.toString().indexOf('\n') >= 0) {
                lines.add("  " + Secrets.mask(rest(at.toString())).replace("\n", "\n  "));
            }
            frames.forEach(frame -> lines.add("    at " + frame));
            if (location == null) {
                location =
                        frames.stream().findFirst().flatMap(UserTrace::location).orElse(null);
            }
            causes++;
        }
        return new UserTrace(
                Secrets.mask(first(failure.toString())), location, lines.isEmpty() ? null : String.join("\n", lines));
    }

    /**
     * Down to the method that the engine called; if the trace lacks that one, what is left is still the user's.
     */
    private static List<StackTraceElement> own(Throwable failure, Class<?> entry) {
        List<StackTraceElement> frames = List.of(failure.getStackTrace());
        int end = frames.size();
        for (int i = 0; i < frames.size(); i++) {
            StackTraceElement frame = frames.get(i);
            if (frame.getClassName().equals(entry.getName())
                    && frame.getMethodName().equals("migrate")) {
                end = i + 1;
            }
        }
        return frames.subList(0, end).stream()
                .filter(frame -> OTHERS.stream().noneMatch(frame.getClassName()::startsWith))
                .limit(MOST_FRAMES)
                .toList();
    }

    private static Optional<SourceLocation> location(StackTraceElement frame) {
        String file = frame.getFileName();
        return file == null
                ? Optional.empty()
                : Optional.of(new SourceLocation(file, Math.max(0, frame.getLineNumber()), 0));
    }

    private static String first(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end).stripTrailing();
    }

    private static String rest(String text) {
        return text.substring(text.indexOf('\n') + 1).strip();
    }
}
