// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which of Spring's profiles are active, and what a document for profiles says about them (Spring Boot reference,
 * "Profiles"; the expressions are those of {@code org.springframework.core.env.Profiles}).
 */
final class Profiles {

    private static final String DEFAULT = "default";

    private Profiles() {}

    /**
     * The active profiles; those that come later win.
     *
     * @param key gives the value of a key before any profile is active: {@code spring.profiles.active} and the like
     */
    static List<String> active(UnaryOperator<@Nullable String> key) {
        Set<String> active = new LinkedHashSet<>();
        names(key.apply("spring.profiles.include")).forEach(name -> add(name, key, active));
        names(key.apply("spring.profiles.active")).forEach(name -> add(name, key, active));
        if (active.isEmpty()) {
            List<String> standard = names(key.apply("spring.profiles.default"));
            return standard.isEmpty() ? List.of(DEFAULT) : standard;
        }
        return List.copyOf(active);
    }

    private static void add(String name, UnaryOperator<@Nullable String> key, Set<String> active) {
        if (active.add(name)) {
            names(key.apply("spring.profiles.group." + name)).forEach(member -> add(member, key, active));
        }
    }

    private static List<String> names(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /** Whether one of the expressions, separated by commas, is true: {@code prod & !eu, (a | b) & c}. */
    static boolean accept(String expressions, Collection<String> active) {
        return Arrays.stream(expressions.split(",")).anyMatch(one -> new Expression(one, active).value());
    }

    /** A parser that reads an expression from left to right. */
    private static final class Expression {

        private final List<String> tokens = new ArrayList<>();
        private final Collection<String> active;
        private int next;

        Expression(String text, Collection<String> active) {
            this.active = active;
            StringTokenizer words = new StringTokenizer(text, "()&|!", true);
            while (words.hasMoreTokens()) {
                String token = words.nextToken().strip();
                if (!token.isEmpty()) {
                    tokens.add(token);
                }
            }
        }

        boolean value() {
            return !tokens.isEmpty() && either();
        }

        private boolean either() {
            boolean value = both();
            while (take("|")) {
                value |= both();
            }
            return value;
        }

        private boolean both() {
            boolean value = one();
            while (take("&")) {
                value &= one();
            }
            return value;
        }

        private boolean one() {
            if (take("!")) {
                return !one();
            }
            if (take("(")) {
                boolean value = either();
                take(")");
                return value;
            }
            return next < tokens.size() && active.contains(tokens.get(next++));
        }

        private boolean take(String token) {
            boolean there = next < tokens.size() && tokens.get(next).equals(token);
            next += there ? 1 : 0;
            return there;
        }
    }
}
