// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.sql.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place in a PL/pgSQL body that an error's CONTEXT names, as
 * {@code PL/pgSQL function inline_code_block line 5 at RAISE}.
 *
 * <p>The innermost function counts whose body stands in this file: that of the DO statement that failed, or of a
 * function that this file has created above it. Line 1 of a body is the line of its opening quote (PostgreSQL manual,
 * 43.2). A namesake of another schema, or a body that something else may have replaced, is not pointed to; then it is
 * the statement that called it.
 */
final class BodyPlace {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^\\s(\".]+)";
    /** In every language of the server's messages the name comes first, then the line. */
    private static final Pattern FRAME = Pattern.compile(
            "PL/pgSQL.*?(?:(inline_code_block)|((?:" + NAME + "\\.)*" + NAME + ")\\(([^)]*)\\))\\D*(\\d+)(.*)");
    /** What kind of statement the line is said to have, where that is a keyword. */
    private static final Pattern KEYWORD = Pattern.compile("\\b(?!SQL\\b)[A-Z]{2,}\\b");

    private final ScriptWork work;

    BodyPlace(ScriptWork work) {
        this.work = work;
    }

    Optional<SourceLocation> of(Statement failed, PgError server) {
        boolean innermost = true;
        for (String line : String.valueOf(server.context()).lines().toList()) {
            Matcher frame = FRAME.matcher(line);
            if (frame.find()) {
                Body body = frame.group(1) != null
                        ? bodyOfBlock(failed)
                        : bodyOfFunction(failed, frame.group(2), arguments(frame.group(3)));
                if (body != null && (frame.group(1) != null || body.fits(frame.group(4), frame.group(5)))) {
                    return Optional.of(body.locate(
                            work.origin().text(), Integer.parseInt(frame.group(4)), innermost ? server : null));
                }
            }
            innermost = false;
        }
        return Optional.empty();
    }

    /**
     * A body within a statement.
     *
     * @param start the first character after the opening quote
     */
    private record Body(Statement statement, int start, int end) {

        /**
         * @param server what to find the place within the line with; {@code null} if its query is another function's
         */
        SourceLocation locate(ScriptText script, int line, @Nullable PgError server) {
            String text = statement.text();
            int at = start;
            for (int i = 1; i < line; i++) {
                int end = text.indexOf('\n', at);
                if (end < 0 || end >= this.end) {
                    break;
                }
                at = end + 1;
            }
            int found = server == null ? -1 : query(text, at, server);
            if (found >= 0) {
                at = found;
            } else {
                while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                    at++;
                }
            }
            return statement.locate(script, text.codePointCount(0, at) + 1);
        }

        /** Whether the body has such a line, with a statement of the kind that the message names. */
        boolean fits(String line, String kind) {
            String[] lines = statement.text().substring(start, end).split("\n", -1);
            int index = Integer.parseInt(line) - 1;
            if (index < 0 || index >= lines.length) {
                return false;
            }
            Matcher keyword = KEYWORD.matcher(kind);
            return !keyword.find() || Words.mention(lines[index], keyword.group());
        }

        /** Where the query that PostgreSQL names, and the place in it, stand from here on; -1 if they do not. */
        private int query(String text, int from, PgError server) {
            String query = server.internalQuery();
            int position = server.internalPosition();
            if (query == null || query.isBlank() || position < 1) {
                return -1;
            }
            if (position > query.codePointCount(0, query.length())) {
                return -1;
            }
            int within = query.offsetByCodePoints(0, position - 1);
            int at = text.indexOf(query, from);
            // PERFORM becomes SELECT
            int select = "SELECT".length();
            if (at < 0 && within >= select && query.startsWith("SELECT ")) {
                at = text.indexOf(query.substring(select), from);
                within -= select;
            }
            return at < 0 || at >= end ? -1 : at + within;
        }
    }

    private static @Nullable Body bodyOfBlock(Statement statement) {
        List<Token> tokens = statement.tokens();
        if (tokens.isEmpty() || !tokens.get(0).is("DO")) {
            return null;
        }
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).isString() && !tokens.get(i - 1).is("LANGUAGE")) {
                return body(statement, tokens.get(i));
            }
        }
        return null;
    }

    private static @Nullable Body body(Statement statement, Token literal) {
        if (literal.kind() == Token.Kind.DOLLAR_STRING) {
            int tag = literal.text().indexOf('$', 1) + 1;
            return new Body(statement, literal.offset() + tag, literal.end() - tag);
        }
        // with escapes in it, a line of the value need not be one of the file
        return literal.text().startsWith("'") ? new Body(statement, literal.offset() + 1, literal.end() - 1) : null;
    }

    /**
     * The newest definition in this file, not below the statement that failed; {@code null} if it cannot be told which
     * one it is.
     */
    private @Nullable Body bodyOfFunction(Statement failed, String signature, int arguments) {
        List<Token> wanted = Tokens.of(signature);
        String name = wanted.get(wanted.size() - 1).name();
        String schema = wanted.size() > 2 ? wanted.get(wanted.size() - 3).name() : null;
        List<String> paths = new ArrayList<>();
        Body found = null;
        String types = "";
        try (StatementReader reader = StatementReader.open(work.origin().text(), work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null && statement.index() <= failed.index()) {
                String text = statement.text();
                if (Words.mention(text, "search_path")) {
                    paths.add(text);
                }
                if (!Words.first(text).equals("CREATE")) {
                    if (found != null && Words.mention(text, name) && mayReplace(statement)) {
                        found = null;
                        types = "";
                    }
                    continue;
                }
                Definition definition = Definition.of(statement.tokens());
                if (definition == null
                        || !definition.name().equals(name)
                        || definition.arguments() != arguments
                        || !sameSchema(schema, definition.schema(), paths)) {
                    continue;
                }
                if (found != null && !types.equals(definition.types())) {
                    // overloaded: the types' names in the message need not be those in the file
                    return null;
                }
                types = definition.types();
                found = body(statement, definition.body());
            }
        }
        return found;
    }

    /**
     * A message names the schema only where {@code search_path} does not lead to the function, and so does the file.
     * Where one of them is silent, it is the default, or one that the file puts into the path.
     */
    private static boolean sameSchema(@Nullable String shown, @Nullable String defined, List<String> paths) {
        if (shown != null && defined != null) {
            return shown.equals(defined);
        }
        String named = shown == null ? defined : shown;
        return named == null || named.equals("public") || paths.stream().anyMatch(path -> Words.mention(path, named));
    }

    /** Whether a statement that names a function may put another body in its place. */
    static boolean mayReplace(Statement statement) {
        Command command = statement.command();
        if (command instanceof Command.AlterObject alter) {
            TokenCursor action = new TokenCursor(alter.action());
            return alter.kind().isRoutine() && (action.accept("RENAME") || action.accept("SET", "SCHEMA"));
        }
        boolean calls = command instanceof Command.Do
                || command instanceof Command.Call
                || (command instanceof Command.Query query
                        && (query.verb().equals("SELECT") || query.verb().equals("WITH")));
        return calls
                ? Words.mention(statement.text(), "CREATE") && Words.mention(statement.text(), "FUNCTION", "PROCEDURE")
                : Words.first(statement.text()).equals("DROP");
    }

    private static int arguments(String types) {
        return types.isBlank()
                ? 0
                : 1 + (int) types.chars().filter(c -> c == ',').count();
    }

    /** A CREATE FUNCTION or CREATE PROCEDURE with a body in quotes. */
    private record Definition(@Nullable String schema, String name, int arguments, String types, Token body) {

        static @Nullable Definition of(List<Token> tokens) {
            int at = 1;
            if (tokens.size() > 3 && tokens.get(1).is("OR")) {
                at = 3;
            }
            if (tokens.size() < at + 3 || !tokens.get(at).isAny("FUNCTION", "PROCEDURE")) {
                return null;
            }
            boolean function = tokens.get(at).is("FUNCTION");
            at++;
            String schema = null;
            while (at + 2 < tokens.size() && tokens.get(at + 1).is(".")) {
                schema = tokens.get(at).name();
                at += 2;
            }
            String name = tokens.get(at).name();
            List<String> arguments = new ArrayList<>();
            at = arguments(tokens, at + 1, function, arguments);
            for (; at + 1 < tokens.size(); at++) {
                if (tokens.get(at).is("AS") && tokens.get(at + 1).isString()) {
                    return new Definition(
                            schema, name, arguments.size(), String.join(",", arguments), tokens.get(at + 1));
                }
            }
            return null;
        }

        /**
         * Collects what a signature shows, which is without a function's OUT arguments; returns the closing
         * parenthesis.
         */
        private static int arguments(List<Token> tokens, int open, boolean function, List<String> into) {
            int depth = 0;
            StringBuilder argument = new StringBuilder();
            boolean out = false;
            for (int i = open; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
                boolean ends = depth == 0 || (depth == 1 && token.is(","));
                if (ends) {
                    if (!argument.isEmpty() && !out) {
                        into.add(argument.toString());
                    }
                    argument.setLength(0);
                    out = false;
                    if (depth == 0) {
                        return i;
                    }
                } else if (i > open) {
                    out |= function && argument.isEmpty() && token.is("OUT");
                    argument.append(token.text().toLowerCase(Locale.ROOT)).append(' ');
                }
            }
            return tokens.size();
        }
    }
}
