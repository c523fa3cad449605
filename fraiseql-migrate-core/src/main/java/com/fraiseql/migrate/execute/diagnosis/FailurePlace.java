// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.sql.Token;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place in the file that an error of the server belongs to.
 *
 * <ol>
 *   <li>The row of a COPY that its CONTEXT names.
 *   <li>A character that the database's encoding lacks.
 *   <li>The error's position, if a token of the statement begins there. PostgreSQL sometimes reports a position in
 *       another text, such as an index expression that it reads again.
 *   <li>The line of a PL/pgSQL body in the file that the CONTEXT names: {@link BodyPlace}.
 *   <li>Otherwise the statement's first character.
 * </ol>
 */
final class FailurePlace {

    private static final Pattern COPY_LINE = Pattern.compile("^COPY [^\\n]*?, [^\\d\\n]*(\\d+)");
    private static final Pattern BYTES = Pattern.compile("0x([0-9a-f]{2}(?: 0x[0-9a-f]{2})*)");
    /** A statement of this size is data, and to take it apart costs more memory than its error is worth. */
    private static final int LARGE = 1 << 22;

    private final ScriptWork work;
    private final ScriptText script;
    private final boolean bytes;

    /** @param serverEncoding the database's encoding; where it is SQL_ASCII the server counts bytes */
    FailurePlace(ScriptWork work, @Nullable String serverEncoding) {
        this.work = work;
        this.script = work.origin().text();
        this.bytes = "SQL_ASCII".equals(serverEncoding);
    }

    SourceLocation of(Failure failure, @Nullable Unit unit, @Nullable PgError server) {
        Statement statement = failure.statement();
        if (isEncodingError(failure)) {
            Optional<SourceLocation> character = character(statement, unit, server);
            if (character.isPresent()) {
                return character.get();
            }
        }
        if (statement == null) {
            return SourceLocation.file(script.name());
        }
        if (statement.traits().copyFromStdin()) {
            Optional<Integer> row = Optional.ofNullable(server)
                    .map(PgError::context)
                    .map(COPY_LINE::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> Integer.valueOf(matcher.group(1)));
            if (row.isPresent()) {
                return script.locate(statement.lastLine() + row.get(), 0);
            }
        }
        int position = characters(statement.text(), failure.position());
        if (position > 0 && beginsToken(statement, position)) {
            return statement.locate(script, position);
        }
        if (server != null && server.context() != null) {
            Optional<SourceLocation> body = new BodyPlace(work).of(statement, server);
            if (body.isPresent()) {
                return body.get();
            }
        }
        return statement.locate(script, 1);
    }

    static boolean isEncodingError(Failure failure) {
        String state = SqlState.of(failure.error());
        return state.equals(SqlState.UNTRANSLATABLE_CHARACTER) || state.equals(SqlState.CHARACTER_NOT_IN_REPERTOIRE);
    }

    /** The position in code points, where the server has counted bytes. */
    private int characters(String text, int position) {
        if (!bytes || position <= 1) {
            return position;
        }
        int left = position - 1;
        int points = 0;
        for (int i = 0; i < text.length() && left > 0; points++) {
            int point = text.codePointAt(i);
            left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            i += Character.charCount(point);
        }
        // between two characters it is, or beyond the end, then it is not of this text
        return left == 0 ? points + 1 : 0;
    }

    /** Whether what the position names can be of this statement: the beginning of a token, or its end. */
    private static boolean beginsToken(Statement statement, int position) {
        String text = statement.text();
        int points = text.codePointCount(0, text.length());
        if (position > points || text.length() > LARGE) {
            return position <= points + 1;
        }
        int at = text.offsetByCodePoints(0, position - 1);
        for (Token token : statement.tokens()) {
            if (token.offset() == at) {
                return true;
            }
            if (token.offset() < at && at < token.end()) {
                // a function's body has tokens of its own, and an escape in a string is pointed at
                return token.isString() || token.kind() == Token.Kind.OPERATOR;
            }
        }
        return false;
    }

    /**
     * Where the character stands that the message gives the bytes of: in the statement, or in the first of the unit
     * that has it.
     */
    private Optional<SourceLocation> character(
            @Nullable Statement failed, @Nullable Unit unit, @Nullable PgError server) {
        String character = server == null ? null : character(String.valueOf(server.message()));
        if (character == null) {
            return Optional.empty();
        }
        if (failed != null) {
            int at = failed.text().indexOf(character);
            return at < 0 ? Optional.empty() : Optional.of(locate(failed, at));
        }
        if (unit == null) {
            return Optional.empty();
        }
        try (StatementReader reader = StatementReader.open(script, work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null
                    && statement.index() < unit.firstStatement() + unit.statementCount()) {
                int at = statement.text().indexOf(character);
                if (statement.index() >= unit.firstStatement() && at >= 0) {
                    return Optional.of(locate(statement, at));
                }
            }
        }
        return Optional.empty();
    }

    private SourceLocation locate(Statement statement, int index) {
        return statement.locate(script, statement.text().codePointCount(0, index) + 1);
    }

    /**
     * The one character that a message such as {@code character with byte sequence 0xe2 0x82 0xac in encoding "UTF8"}
     * is about.
     */
    static @Nullable String character(String message) {
        Matcher matcher = BYTES.matcher(message);
        if (!matcher.find()) {
            return null;
        }
        byte[] octets = HexFormat.of().parseHex(matcher.group(1).replace(" 0x", ""));
        String text = new String(octets, StandardCharsets.UTF_8);
        return text.codePointCount(0, text.length()) == 1 && text.indexOf('\uFFFD') < 0 ? text : null;
    }

    /** The lines of a unit, for what belongs to all of it. */
    static String lines(Unit unit) {
        return unit.line() == unit.lastLine()
                ? "line " + unit.line()
                : "lines " + unit.line() + " to " + unit.lastLine();
    }

    /** The files of one transaction. */
    static String files(List<String> names) {
        return names.size() == 1 ? names.get(0) : names.get(0) + " to " + names.get(names.size() - 1);
    }
}
