// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What to do about a failure, in the words of an application: the engine's messages are written for the command line,
 * where the user runs {@code up} again and sets an option; in an application, the user restarts it and sets a property.
 */
public final class SpringWording {

    private static final String PREFIX = "fraiseql.migrate.";

    private record Rule(Pattern pattern, String replacement) {

        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern), replacement);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of("--placeholder \\S+=VALUE \\((fraiseql\\.migrate\\.placeholders\\.\\S+)\\)", "$1"),
            // --out-of-order apply (fraiseql.migrate.out-of-order), and the other way around
            Rule.of("--[a-z-]+ ([a-z0-9]+) \\((fraiseql\\.migrate\\.[a-z.-]+)\\)", "$2=$1"),
            Rule.of("\\((fraiseql\\.migrate\\.[a-z.-]+), --[a-z-]+\\)", "($1)"),
            Rule.of("--[a-z-]+ \\((fraiseql\\.migrate\\.[a-z.-]+)\\)", "$1"),
            Rule.of("\\((fraiseql\\.migrate\\.[a-z.=-]+),? or --[a-z -]+\\)", "($1)"),
            Rule.of("(fraiseql\\.migrate\\.[a-z.=-]+) \\(--[a-z -]+\\)", "$1"),
            Rule.of("--path\\b", PREFIX + "locations"),
            Rule.of(
                    "--(schema|table|transaction|time-zone|out-of-order|missing|checksum-mismatch)[ "
                            + "=]([a-z]+)\\b(?=[.,;)]| or )",
                    PREFIX + "$1=$2"),
            Rule.of(
                    "--(schema|table|transaction|time-zone|out-of-order|missing|checksum-mismatch"
                            + "|[a-z]+-(?:timeout|wait))\\b",
                    PREFIX + "$1"),
            Rule.of("the (out-of-order|missing|checksum-mismatch) policy to ([a-z]+)", PREFIX + "$1=$2"),
            // a property that is named already
            Rule.of("[Tt]he [a-z-]+ option \\((fraiseql\\.migrate\\.[a-z.-]+)\\)", "$1"),
            Rule.of("leave the option out", "leave the property out"),
            Rule.of("the (schema|table|time-zone|transaction) option", PREFIX + "$1"),
            Rule.of("(?<![.a-z-])((?:lock|mutex)-(?:timeout|wait))\\b", PREFIX + "$1"),
            Rule.of("(?<![.a-z-])mode up\\b", PREFIX + "mode=up"),
            Rule.of("\\brun up again", "start the application again"),
            Rule.of("\\bRun up again", "Start the application again"),
            Rule.of("\\brun down again", "roll back again"),
            Rule.of("\\bstart (?:it )?again", "start the application again"),
            Rule.of("\\bStart (?:it )?again", "Start the application again"));

    private SpringWording() {}

    /** All of it, for a log. */
    public static String render(MigrateException failure) {
        return description(failure) + "\nAction: " + action(failure);
    }

    /** What happened and where, without what to do. */
    public static String description(MigrateException failure) {
        StringBuilder text = new StringBuilder(failure.what());
        failure.location()
                .map(SourceLocation::toString)
                .filter(location -> !failure.what().contains(location))
                .ifPresent(location -> text.append("\n  at ").append(location));
        failure.detail().ifPresent(detail -> text.append('\n').append(detail));
        return text.toString();
    }

    /** What to do about it. */
    public static String action(MigrateException failure) {
        String action = translated(failure.action());
        return failure.code() == FailureCode.CHECKSUM_MISMATCH && !action.contains("checksum-mismatch")
                ? action + " With " + PREFIX + "checksum-mismatch=warn the application starts all the same."
                : action;
    }

    static String translated(String action) {
        String text = action;
        for (Rule rule : RULES) {
            text = rule.pattern().matcher(text).replaceAll(rule.replacement());
        }
        return text;
    }
}
