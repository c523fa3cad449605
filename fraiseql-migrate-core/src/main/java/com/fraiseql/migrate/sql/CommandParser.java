// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import com.fraiseql.migrate.sql.Command.Reindex.Scope;
import com.fraiseql.migrate.sql.Command.SetParameter.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Command} from the tokens of one statement. It knows every statement of PostgreSQL 18 that changes
 * objects; it does not check grammar, which the server does.
 */
public final class CommandParser {

    private final List<Token> tokens;
    private final TokenCursor cursor;

    private CommandParser(List<Token> tokens) {
        this.tokens = tokens;
        this.cursor = new TokenCursor(tokens);
    }

    /** What the statement is. */
    public static Command parse(List<Token> tokens) {
        CommandParser parser = new CommandParser(tokens);
        Token verb = parser.cursor.take();
        Command command = parser.command(verb);
        return command == null ? new Command.Other(verb.upper(), Settings.of(tokens)) : command;
    }

    private @Nullable Command command(Token verb) {
        return switch (verb.upper()) {
            case "BEGIN", "START", "COMMIT", "END", "ABORT", "PREPARE" -> control();
            case "ROLLBACK" -> rollback();
            case "SAVEPOINT" -> new Command.Savepoint("SAVEPOINT", word());
            case "RELEASE" -> {
                cursor.accept("SAVEPOINT");
                yield new Command.Savepoint("RELEASE", word());
            }
            case "SET" -> set();
            case "RESET" -> reset();
            case "CREATE" -> new CreateParser(cursor).parse();
            case "ALTER" -> new AlterParser(cursor).alter();
            case "DROP" -> new AlterParser(cursor).drop();
            case "SELECT", "WITH", "VALUES", "TABLE", "(", "EXPLAIN", "INSERT", "UPDATE", "DELETE", "MERGE" ->
                query(verb);
            case "COPY" -> copy();
            case "DO" -> block();
            case "CALL" -> new Command.Call(cursor.name());
            case "COMMENT", "SECURITY" -> metadata(verb);
            case "GRANT", "REVOKE", "REASSIGN", "IMPORT" -> new Command.Metadata(verb.upper(), null, null);
            default -> maintenance(verb);
        };
    }

    private @Nullable Command maintenance(Token verb) {
        return switch (verb.upper()) {
            case "REINDEX" -> reindex();
            case "VACUUM" -> vacuum();
            case "ANALYZE", "ANALYSE" -> {
                cursor.list();
                cursor.accept("VERBOSE");
                yield new Command.Analyze(cursor.names());
            }
            case "CLUSTER" -> cluster();
            case "REPACK" -> repack();
            case "REFRESH" -> refresh();
            case "TRUNCATE" -> {
                cursor.accept("TABLE");
                yield new Command.Truncate(cursor.names(), cursor.mentions("CASCADE"));
            }
            case "LOCK" -> {
                cursor.accept("TABLE");
                List<QualifiedName> tables = cursor.names();
                LockLevel level = cursor.accept("IN") ? LockLevel.take(cursor) : LockLevel.ACCESS_EXCLUSIVE;
                yield new Command.LockTable(tables, level);
            }
            case "DISCARD" -> new Command.Discard(cursor.peek().is("ALL"), cursor.acceptAny("TEMP", "TEMPORARY"));
            case "CHECKPOINT" -> new Command.Checkpoint();
            default -> null;
        };
    }

    private @Nullable Command control() {
        TransactionWords words = TransactionWords.of(tokens);
        return words == null ? null : new Command.TransactionControl(words);
    }

    private @Nullable Command rollback() {
        cursor.acceptAny("WORK", "TRANSACTION");
        if (!cursor.accept("TO")) {
            return control();
        }
        cursor.accept("SAVEPOINT");
        return new Command.Savepoint("ROLLBACK", word());
    }

    private Command set() {
        boolean local = cursor.accept("LOCAL");
        boolean readOnly = false;
        Target target;
        if (cursor.accept("TRANSACTION")) {
            target = Target.TRANSACTION;
            readOnly = TransactionWords.readOnly(cursor);
        } else if (cursor.accept("CONSTRAINTS")) {
            target = Target.CONSTRAINTS;
        } else {
            target = sessionTarget();
        }
        return new Command.SetParameter(target, local, readOnly, Settings.of(tokens));
    }

    private Target sessionTarget() {
        if (cursor.accept("SESSION", "CHARACTERISTICS")) {
            return Target.SESSION_CHARACTERISTICS;
        }
        if (!cursor.accept("SESSION", "AUTHORIZATION")) {
            cursor.accept("SESSION");
            if (cursor.peek().is("ROLE") && !cursor.peek(1).isAny("=", "TO")) {
                return Target.ROLE;
            }
            return cursor.accept("SESSION", "AUTHORIZATION") ? Target.SESSION_AUTHORIZATION : Target.PARAMETER;
        }
        return Target.SESSION_AUTHORIZATION;
    }

    private Command reset() {
        return new Command.SetParameter(sessionTarget(), false, false, Settings.of(tokens));
    }

    private Command query(Token verb) {
        String first = verb.is("(") ? "SELECT" : verb.upper();
        boolean writes = verb.is("UPDATE") || cursor.acceptAny("INTO", "FROM");
        if (writes) {
            cursor.accept("ONLY");
        }
        QualifiedName table = writes && !first.equals("SELECT") ? cursor.name() : null;
        return new Command.Query(first, table, WriteParser.of(tokens), Settings.of(tokens));
    }

    /** Data follows a COPY of a table only; after FROM PostgreSQL takes STDOUT for STDIN. */
    private Command copy() {
        cursor.accept("BINARY");
        QualifiedName table = cursor.name();
        if (table == null) {
            return new Command.Copy(null, false, false, false);
        }
        cursor.list();
        boolean from = cursor.accept("FROM");
        boolean stdin = from && cursor.acceptAny("STDIN", "STDOUT");
        return new Command.Copy(table, from, stdin, csv());
    }

    private boolean csv() {
        cursor.accept("WITH");
        if (!cursor.peek().is("(")) {
            return cursor.mentions("CSV");
        }
        return cursor.list().stream()
                .anyMatch(option -> option.size() == 2
                        && option.get(0).isName()
                        && option.get(0).name().equals("format")
                        && (option.get(1).isName()
                                        ? option.get(1).name()
                                        : option.get(1).value())
                                .equals("csv"));
    }

    /** The code of a DO; LANGUAGE 'plpgsql' is the only other string, and code is never a single word. */
    private Command block() {
        String body = null;
        while (!cursor.done()) {
            Token token = cursor.take();
            if (token.isString() && !token.value().chars().allMatch(Lexer::isWordPart)) {
                body = token.value();
            }
        }
        return new Command.Do(body);
    }

    private Command metadata(Token verb) {
        boolean found = cursor.find("ON");
        ObjectKind kind = found ? ObjectKind.take(cursor) : null;
        if (kind == null && cursor.accept("COLUMN")) {
            List<Token> parts = cursor.qualifiedName();
            List<Token> column = parts.subList(0, Math.max(0, parts.size() - 1));
            return new Command.Metadata(verb.upper(), ObjectKind.TABLE, named(column));
        }
        QualifiedName name = kind == null ? null : cursor.name();
        boolean ofTable = kind != null && kind.isOfATable() && cursor.accept("ON");
        return new Command.Metadata(verb.upper(), kind, ofTable ? cursor.name() : name);
    }

    private static @Nullable QualifiedName named(List<Token> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        Token last = parts.get(parts.size() - 1);
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2).name() : null;
        return new QualifiedName(schema, last.name(), parts.get(0).offset(), last.end());
    }

    private @Nullable Command reindex() {
        List<List<Token>> options = cursor.list();
        Token scope = cursor.take();
        if (!scope.isAny("INDEX", "TABLE", "SCHEMA", "DATABASE", "SYSTEM")) {
            return null;
        }
        boolean concurrently = cursor.accept("CONCURRENTLY") || TokenCursor.option(options, "CONCURRENTLY", false);
        return new Command.Reindex(Scope.valueOf(scope.upper()), concurrently, cursor.name());
    }

    private Command vacuum() {
        boolean full = TokenCursor.option(cursor.list(), "FULL", false) || cursor.accept("FULL");
        while (cursor.acceptAny("FREEZE", "VERBOSE", "ANALYZE", "ANALYSE")) {
            // none of them changes the locks
        }
        return new Command.Vacuum(full, cursor.names());
    }

    private Command cluster() {
        cursor.list();
        cursor.accept("VERBOSE");
        QualifiedName name = cursor.name();
        // before 8.3: CLUSTER index ON table
        return new Command.Cluster(false, false, cursor.accept("ON") ? cursor.name() : name);
    }

    /** PostgreSQL 19. */
    private Command repack() {
        boolean concurrently = TokenCursor.option(cursor.list(), "CONCURRENTLY", false);
        return new Command.Cluster(true, concurrently, cursor.peek().is("USING") ? null : cursor.name());
    }

    private @Nullable Command refresh() {
        cursor.accept("MATERIALIZED", "VIEW");
        boolean concurrently = cursor.accept("CONCURRENTLY");
        QualifiedName view = cursor.name();
        return view == null ? null : new Command.Refresh(concurrently, view);
    }

    private String word() {
        QualifiedName name = cursor.name();
        return name == null ? "" : name.name();
    }
}
