// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A comment line by which another tool divides a file, for instance {@code -- +goose Down}. To PostgreSQL it is a
 * comment like any other, so what stands below it, the SQL that takes the migration back, would run as part of it.
 * docs/switching.md lists the lines.
 *
 * @param kind what the line means to the tool
 * @param tool whose line it is, in the genitive; {@code null} if many tools have it
 */
record ForeignMarker(Kind kind, @Nullable String tool) {

    /** What the line means. */
    enum Kind {
        /** What follows takes the migration back. */
        UNDO,
        /** The same, written as one word that may be a heading as well: only between statements. */
        WORD,
        /** {@code -- Rollback} without the colon. */
        ALMOST,
        /** The whole file is in a format of its own. */
        FORMAT
    }

    private static final String PLAY = "Play's";
    private static final int LONGEST = 200;

    /** What any of the lines contains; most comments contain none of it. */
    private static final List<String> HINTS =
            List.of("down", "undo", "revert", "rollback", "drop below", "liquibase", "atlas:txtar");

    private static final Pattern WORD = Pattern.compile("\\P{L}*(downs?|undo|revert|rollback)\\P{L}*");

    private static final List<Line> LINES = List.of(
            new Line("\\+\\s*goose\\s+down\\b.*", "goose's"),
            new Line("\\+\\s*migrate\\s+down\\b.*", "sql-migrate's"),
            new Line("\\+\\s*micrate\\s+down\\b.*", "micrate's"),
            new Line("\\+\\s*\\w+\\s+down\\b.*", null),
            new Line("migrate\\s*:\\s*down\\b.*", "dbmate's"),
            new Line("rambler\\s+down\\W*", "rambler's"),
            new Line("//\\s*@\\s*undo\\b.*", "MyBatis Migrations'"),
            new Line("[\\s-]*create above\\s*/\\s*drop below\\b.*", "tern's"),
            new Line("[\\s-]*down\\s+migrations?\\W*", "node-pg-migrate's"),
            new Line("migrat(e|ion)s?\\W+downs?\\W*", null),
            new Line("[\\s-]*!downs\\b.*", PLAY),
            new Line("revert \\S+ from \\S+", "sqitch's"));

    private static final List<Line> FORMATS = List.of(
            new Line("liquibase\\s+formatted\\s+sql\\b.*", "Liquibase's"), new Line("atlas:txtar\\b.*", "Atlas's"));

    private record Line(Pattern pattern, @Nullable String tool) {

        Line(String regex, @Nullable String tool) {
            this(Pattern.compile(regex), tool);
        }
    }

    /** The marker that a line comment is; {@code null} if it is none. */
    static @Nullable ForeignMarker of(char[] chars, int from, int to) {
        if (to - from > LONGEST) {
            return null;
        }
        String lower = new String(chars, from + 2, to - from - 2).toLowerCase(Locale.ROOT);
        return HINTS.stream().anyMatch(lower::contains) ? of(lower.strip()) : null;
    }

    private static @Nullable ForeignMarker of(String text) {
        for (Line line : FORMATS) {
            if (line.pattern().matcher(text).matches()) {
                return new ForeignMarker(Kind.FORMAT, line.tool());
            }
        }
        for (Line line : LINES) {
            if (line.pattern().matcher(text).matches()) {
                return new ForeignMarker(Kind.UNDO, line.tool());
            }
        }
        Matcher word = WORD.matcher(text);
        if (!word.matches()) {
            return null;
        }
        return new ForeignMarker(word.group(1).equals("rollback") ? Kind.ALMOST : Kind.WORD, null);
    }

    /**
     * Whether it counts where it stands.
     *
     * @param alone whether it is alone on its line
     * @param statements how many statements stand above it
     */
    boolean counts(boolean alone, boolean withinStatement, int statements) {
        return switch (kind) {
            case FORMAT -> alone && !withinStatement && statements == 0;
            // Play writes # --- !Downs, and a # is the beginning of a statement
            case UNDO -> alone || PLAY.equals(tool);
            case WORD, ALMOST -> alone && !withinStatement;
        };
    }

    /** What is wrong with the line where statements follow it: a clause. */
    String what() {
        return switch (kind) {
            case FORMAT -> "this file is in " + owner() + " format, whose comment lines have no effect here";
            case ALMOST ->
                "a rollback section begins with -- Rollback:, colon included; without it the statements below are "
                        + "part of the migration";
            case UNDO, WORD ->
                "this line begins " + owner()
                        + " undo section; here it is only a comment, and up would run the statements below it";
        };
    }

    /** What is wrong with the line within the rollback section: a clause. */
    String whatInSection() {
        return "this line of " + (tool == null ? "another tool" : owner().replaceFirst("'s?$", ""))
                + " stands in the rollback section, where it would be SQL";
    }

    /** What to do about it: a sentence. */
    String action() {
        return kind == Kind.FORMAT
                ? "Make each part of it a migration in plain SQL, with its rollback as comments below a line -- "
                        + "Rollback:, and remove this line."
                : "Write -- Rollback: in its place and turn every line below it into a comment; `fraiseql migrate "
                        + "down` runs them then.";
    }

    private String owner() {
        return tool == null ? "another tool's" : tool;
    }
}
