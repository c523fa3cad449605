// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Words;
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

    private static final Pattern COPY_VALUE = Pattern.compile("(?s), column (\\S+): ([\"»«„].*[\"«»“])");
    private static final Pattern COPY_ROW = Pattern.compile("(?s)(^|\\n)(COPY [^\\n]*?)[\"»«„].*[\"«»“]");
    private static final Pattern ROW = Pattern.compile("(?s)\\(.*\\)");

    /** A row in a message is cut after so many characters of a value. */
    private static final int CUT = 60;

    private static final int SHORTEST = 3;
    private static final String CHECK_VIOLATION = "23514";
    private static final String NOT_NULL_VIOLATION = "23502";

    static RowSecrets of(RunContext run, ScriptWork work, @Nullable Statement statement, @Nullable PgError server) {
        if (server == null) {
            return new RowSecrets(List.of(), null);
        }
        List<String> values = new ArrayList<>();
        if (statement != null) {
            addLiterals(values, statement.text());
        }
        boolean copy = statement != null && statement.traits().copyFromStdin();
        String column = copy || showsRow(server) ? column(run, work, statement, server) : null;
        Matcher value = COPY_VALUE.matcher(String.valueOf(server.context()));
        if (column != null && value.find()) {
            // the value of any column: in a malformed row, a value may stand in the place of another
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
            RunContext run, ScriptWork work, @Nullable Statement statement, PgError server) {
        String named = statement == null ? null : secretIn(statement.text());
        if (named != null) {
            return named;
        }
        QualifiedName table = null;
        if (statement != null && statement.command() instanceof Command.Copy copy) {
            table = copy.table();
        } else if (server.table() != null && server.schema() != null) {
            table = new QualifiedName(server.schema(), server.table(), 0, 0);
        }
        if (table == null) {
            return null;
        }
        String name = table.schema() == null ? Sql.name(table.name()) : Sql.name(table.schema(), table.name());
        Reply reply = run.session()
                .query("SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped "
                        + "AND a.attrelid = pg_catalog.to_regclass(" + Sql.literal(name) + ") ORDER BY a.attnum");
        if (reply.error() == null) {
            for (Row row : reply.rows(0)) {
                if (Secrets.isSecretName(row.text(0))) {
                    return row.textOrNull(0);
                }
            }
        }
        // it may have been created in the transaction that has just been undone
        return columnOfCreated(table.name(), work, statement);
    }

    private static @Nullable String columnOfCreated(String table, ScriptWork work, @Nullable Statement failed) {
        try (StatementReader reader = StatementReader.open(work.origin().text(), work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null && (failed == null || statement.index() < failed.index())) {
                String text = statement.text();
                boolean creates =
                        Words.mention(text, "TABLE") && Words.mention(text, table) && creates(statement, table);
                String secret = creates ? secretIn(text) : null;
                if (secret != null) {
                    return secret;
                }
            }
        } catch (MigrateException e) {
            // what has been read so far has to do
        }
        return null;
    }

    /** Whether a statement creates the table, or is code that may create it. */
    private static boolean creates(Statement statement, String table) {
        Command command = statement.command();
        return command instanceof Command.Do
                || (command instanceof Command.CreateTable create
                        && create.name().name().equals(table));
    }

    private static @Nullable String secretIn(String text) {
        return Words.of(text).stream().filter(Secrets::isSecretName).findFirst().orElse(null);
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
