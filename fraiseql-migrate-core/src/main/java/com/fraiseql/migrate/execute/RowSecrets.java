// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Statement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error of the server shows of a row that has a secret: {@code Failing row contains (…)} and the data of a
 * {@code COPY}. Such a text has the values without their columns' names, so the statement, the table and the file are
 * asked whether a column is named like a secret.
 *
 * @param values secrets that the statement or the message itself names
 * @param column a column of the row that is named like a secret, {@code null} if there is none
 */
record RowSecrets(List<String> values, @Nullable String column) {

    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern COPY = Pattern.compile("(?is)^\\s*COPY\\s+((?:\"[^\"]+\"|[\\w.])+)");
    private static final Pattern COPY_VALUE = Pattern.compile("(?s), column (\\S+): ([\"»«„].*[\"«»“])");
    private static final Pattern COPY_ROW = Pattern.compile("(?s)(^|\\n)(COPY [^\\n]*?)[\"»«„].*[\"«»“]");
    private static final Pattern ROW = Pattern.compile("(?s)\\(.*\\)");

    /** A row in a message is cut after so many characters of a value. */
    private static final int CUT = 60;

    private static final int SHORTEST = 3;
    private static final int LONGEST_FILE = 1 << 20;
    private static final String CHECK_VIOLATION = "23514";
    private static final String NOT_NULL_VIOLATION = "23502";

    static RowSecrets of(RunContext run, ScriptText file, @Nullable Statement statement, @Nullable PgError server) {
        if (server == null) {
            return new RowSecrets(List.of(), null);
        }
        List<String> values = new ArrayList<>();
        if (statement != null) {
            addLiterals(values, statement.text());
        }
        boolean copy = statement != null && statement.traits().copyFromStdin();
        String column = copy || showsRow(server) ? column(run, file, statement, server) : null;
        Matcher value = COPY_VALUE.matcher(String.valueOf(server.context()));
        if (column != null && value.find()) {
            // of whichever column: in a row that is not as it should be, a value may be in the place of another
            values.add(value.group(2));
        }
        return new RowSecrets(values, column);
    }

    private static boolean showsRow(PgError server) {
        String state = String.valueOf(server.state());
        return state.equals(CHECK_VIOLATION) || state.equals(NOT_NULL_VIOLATION);
    }

    /** What the mask hides in the statement. */
    private static void addLiterals(List<String> values, String text) {
        String masked = Secrets.mask(text);
        if (masked.length() != text.length()) {
            return;
        }
        for (int from = 0; from < text.length(); from++) {
            int to = from;
            while (to < text.length() && masked.charAt(to) == '*' && text.charAt(to) != '*') {
                to++;
            }
            if (to - from >= SHORTEST) {
                String value = text.substring(from, to).replace("''", "'");
                values.add(value);
                if (value.length() > CUT) {
                    values.add(value.substring(0, CUT));
                }
            }
            from = Math.max(from, to);
        }
    }

    private static @Nullable String column(
            RunContext run, ScriptText file, @Nullable Statement statement, PgError server) {
        String named = statement == null ? null : secretIn(statement.text());
        if (named != null) {
            return named;
        }
        String table = null;
        Matcher target = COPY.matcher(statement == null ? "" : statement.text());
        if (target.find()) {
            table = target.group(1);
        } else if (server.table() != null && server.schema() != null) {
            table = Sql.name(server.schema(), server.table());
        }
        if (table == null) {
            return null;
        }
        Reply reply = run.session()
                .query("SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped "
                        + "AND a.attrelid = pg_catalog.to_regclass(" + Sql.literal(table) + ") ORDER BY a.attnum");
        if (reply.error() == null) {
            for (Row row : reply.rows(0)) {
                if (Secrets.isSecretName(row.text(0))) {
                    return row.textOrNull(0);
                }
            }
        }
        // it may have been created in the transaction that has just been undone
        String name = table.substring(table.lastIndexOf('.') + 1).replace("\"", "");
        Matcher created = Pattern.compile("(?is)\\bTABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?[\\w.\"]*\\b"
                        + Pattern.quote(name) + "\"?\\s*\\(([^;]*)")
                .matcher(text(file));
        while (created.find()) {
            String secret = secretIn(created.group(1));
            if (secret != null) {
                return secret;
            }
        }
        return null;
    }

    private static @Nullable String secretIn(String text) {
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            if (Secrets.isSecretName(word.group())) {
                return word.group();
            }
        }
        return null;
    }

    private static String text(ScriptText file) {
        StringBuilder text = new StringBuilder();
        try (Reader reader = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8))) {
            for (int c = reader.read(); c >= 0 && text.length() < LONGEST_FILE; c = reader.read()) {
                text.append((char) c);
            }
        } catch (IOException e) {
            // so far, then
        }
        return text.toString();
    }

    /** A field of the server's message as it may be shown. */
    @Nullable
    String shown(@Nullable String field, boolean detail) {
        if (field == null || column == null) {
            return field;
        }
        String shown = COPY_ROW.matcher(field).replaceAll("$1$2***");
        return detail ? ROW.matcher(shown).replaceFirst("(***)") : shown;
    }

    /** Says why a line of data is not shown. */
    String instead() {
        return "  (the row is not shown, since " + column + " may be a secret)";
    }

    /**
     * What a driver's message must not show: the secrets, and the server's detail and context where they have the row.
     */
    List<String> hidden(List<String> secrets, @Nullable PgError server) {
        if (column == null) {
            return secrets;
        }
        List<String> hidden = new ArrayList<>(secrets);
        if (server != null && server.detail() != null) {
            hidden.add(server.detail());
        }
        if (server != null && server.context() != null) {
            hidden.add(server.context());
        }
        return hidden;
    }
}
