// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.Traits.Control;
import com.fraiseql.migrate.script.Traits.Kind;
import com.fraiseql.migrate.sql.Lexer;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.TransactionWords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a statement's {@link Traits}. What PostgreSQL refuses in a transaction was measured on 15 and 18. */
final class TraitsFinder {

    private TraitsFinder() {}

    /** Whether nothing beyond the first keyword matters, so that the tokens need not be made. */
    static boolean isPlain(Lexer firstToken) {
        if (firstToken.pos == firstToken.token) {
            return false;
        }
        return switch (firstToken.chars[firstToken.token]) {
            case 'i', 'I' -> firstToken.is("INSERT");
            case 's', 'S' -> firstToken.is("SELECT");
            case 'u', 'U' -> firstToken.is("UPDATE");
            case 'd', 'D' -> firstToken.is("DELETE");
            case 'w', 'W' -> firstToken.is("WITH");
            case 'v', 'V' -> firstToken.is("VALUES");
            case 'm', 'M' -> firstToken.is("MERGE");
            case '(' -> true;
            default -> false;
        };
    }

    static Traits of(List<Token> tokens, List<Setting> settings) {
        TokenCursor words = new TokenCursor(tokens);
        return switch (words.take().upper()) {
            case "BEGIN", "START", "COMMIT", "END", "ROLLBACK" -> control(TransactionWords.of(tokens));
            case "SET", "RESET", "SELECT", "WITH", "VALUES" -> settings(tokens, settings);
            case "COPY" -> copy(words);
            case "CREATE" -> create(words);
            case "ALTER" -> AlterTraits.of(words);
            case "DROP" -> drop(words);
            case "REINDEX" -> reindex(words);
            case "VACUUM" -> vacuum(words);
            case "CLUSTER" -> cluster(words);
            case "REPACK" -> repack(words);
            case "DISCARD" -> discard(words);
            case "ANALYZE", "ANALYSE", "CHECKPOINT" -> kind(Kind.REPEATABLE_MAINTENANCE);
            case "TRUNCATE", "REFRESH" -> Traits.ORDINARY.withStrongLock(true);
            case "REASSIGN" -> Traits.ORDINARY.withStrongLock(true);
            case "LOCK" -> Traits.ORDINARY.withStrongLock(!weakLock(words));
            case "DO" -> anonymousBlock(words);
            default -> Traits.ORDINARY;
        };
    }

    private static Traits control(@Nullable TransactionWords words) {
        if (words == null) {
            return Traits.ORDINARY;
        }
        return switch (words.kind()) {
            case BEGIN -> Traits.control(Control.BEGIN);
            case COMMIT -> Traits.control(Control.COMMIT);
            case FINISH_PREPARED -> Traits.standalone(Kind.OTHER);
            case ROLLBACK, PREPARE -> Traits.ORDINARY;
        };
    }

    /**
     * Within a transaction PostgreSQL warns of a BEGIN and does nothing, except that it sets the modes which stand in
     * it.
     */
    static Traits nestedBegin(List<Token> tokens) {
        TransactionWords words = TransactionWords.of(tokens);
        return words == null || !words.modes()
                ? Traits.control(Control.BEGIN)
                : new Traits(Control.NONE, false, false, false, false, false, true, false, Kind.OTHER);
    }

    static Traits kind(Kind kind) {
        return new Traits(Control.NONE, false, false, false, false, false, false, false, kind);
    }

    private static Traits settings(List<Token> tokens, List<Setting> settings) {
        boolean session = false;
        boolean lockTimeout = false;
        boolean transaction = false;
        if (settings.isEmpty() && tokens.get(0).isAny("SET")) {
            boolean local = tokens.size() > 1 && tokens.get(1).is("LOCAL");
            Token second = tokens.size() > (local ? 2 : 1) ? tokens.get(local ? 2 : 1) : tokens.get(0);
            transaction = second.is("TRANSACTION");
            session = !local && !transaction && !second.is("CONSTRAINTS");
        }
        for (Setting setting : settings) {
            session |= !setting.local();
            boolean all = setting.name().equals("*");
            lockTimeout |= all || setting.name().equals("lock_timeout");
            transaction |= setting.name().startsWith("transaction_");
        }
        return new Traits(Control.NONE, false, false, false, session, lockTimeout, transaction, false, Kind.OTHER);
    }

    /**
     * Data follows a COPY of a table only: after {@code COPY (SELECT …) FROM stdin}, which the server refuses, there is
     * none.
     */
    private static Traits copy(TokenCursor words) {
        return fromStdin(words)
                ? new Traits(Control.NONE, false, false, true, false, false, false, false, Kind.OTHER)
                : Traits.ORDINARY;
    }

    /** From behind COPY to behind STDIN. */
    private static boolean fromStdin(TokenCursor words) {
        words.accept("BINARY");
        if (words.qualifiedName().isEmpty()) {
            return false;
        }
        words.list();
        // PostgreSQL takes STDOUT for STDIN after FROM
        return words.accept("FROM") && words.acceptAny("STDIN", "STDOUT");
    }

    /** Whether the data of this COPY is CSV. */
    static boolean isCsv(List<Token> copy) {
        TokenCursor words = new TokenCursor(copy);
        words.take();
        fromStdin(words);
        words.accept("WITH");
        if (!words.peek().is("(")) {
            return words.mentions("CSV");
        }
        return words.list().stream()
                .anyMatch(option -> option.size() == 2
                        && option.get(0).isName()
                        && option.get(0).name().equals("format")
                        && (option.get(1).isName()
                                ? option.get(1).name().equals("csv")
                                : option.get(1).value().equals("csv")));
    }

    private static Traits create(TokenCursor words) {
        boolean replace = words.accept("OR", "REPLACE");
        words.accept("CONSTRAINT");
        if (words.accept("UNIQUE", "INDEX") || words.accept("INDEX")) {
            return words.peek().is("CONCURRENTLY")
                    ? Traits.standalone(Kind.CREATE_INDEX_CONCURRENTLY)
                    : Traits.ORDINARY.withStrongLock(true);
        }
        if (words.accept("DATABASE")) {
            return Traits.standalone(Kind.CREATE_DATABASE);
        }
        if (words.accept("TABLESPACE")) {
            return Traits.standalone(Kind.CREATE_TABLESPACE);
        }
        if (words.accept("SUBSCRIPTION")) {
            return subscription(words);
        }
        if (words.peek().isAny("TRIGGER", "RULE", "POLICY")) {
            return Traits.ORDINARY.withStrongLock(true);
        }
        words.acceptAny("GLOBAL", "LOCAL");
        words.acceptAny("TEMP", "TEMPORARY", "UNLOGGED");
        if (words.peek().isAny("TABLE", "SCHEMA", "FOREIGN")) {
            return Traits.ORDINARY.withStrongLock(createTable(words));
        }
        words.accept("RECURSIVE");
        return Traits.ORDINARY.withStrongLock(replace && words.peek().is("VIEW"));
    }

    /** A foreign key locks the referenced table, a partition its parent. */
    private static boolean createTable(TokenCursor words) {
        while (!words.done()) {
            if (words.accept("PARTITION", "OF") || words.accept("REFERENCES")) {
                return true;
            }
            words.take();
        }
        return false;
    }

    private static Traits subscription(TokenCursor words) {
        while (!words.done() && !words.accept("WITH")) {
            words.take();
        }
        List<List<Token>> options = words.list();
        boolean slot = TokenCursor.option(options, "create_slot", TokenCursor.option(options, "connect", true));
        return slot ? Traits.standalone(Kind.CREATE_SUBSCRIPTION) : Traits.ORDINARY;
    }

    private static Traits drop(TokenCursor words) {
        if (words.accept("INDEX", "CONCURRENTLY")) {
            return Traits.standalone(Kind.DROP_INDEX_CONCURRENTLY);
        }
        if (words.accept("DATABASE")) {
            return Traits.standalone(Kind.DROP_DATABASE);
        }
        if (words.accept("TABLESPACE")) {
            return Traits.standalone(Kind.DROP_TABLESPACE);
        }
        if (words.accept("SUBSCRIPTION")) {
            return Traits.standalone(Kind.DROP_SUBSCRIPTION);
        }
        return Traits.ORDINARY.withStrongLock(!words.peek().isAny("ROLE", "USER", "GROUP", "PUBLICATION"));
    }

    private static Traits reindex(TokenCursor words) {
        List<List<Token>> options = words.list();
        Token object = words.take();
        boolean concurrently = words.accept("CONCURRENTLY") || TokenCursor.option(options, "CONCURRENTLY", false);
        if (object.isAny("SCHEMA", "DATABASE", "SYSTEM")) {
            return Traits.standalone(Kind.REPEATABLE_MAINTENANCE).withStrongLock(!concurrently);
        }
        return concurrently
                ? Traits.standalone(Kind.REINDEX_CONCURRENTLY)
                : kind(Kind.REPEATABLE_MAINTENANCE).withStrongLock(true);
    }

    private static Traits vacuum(TokenCursor words) {
        List<List<Token>> options = words.list();
        boolean full = words.accept("FULL") || TokenCursor.option(options, "FULL", false);
        return Traits.standalone(Kind.REPEATABLE_MAINTENANCE).withStrongLock(full);
    }

    private static Traits cluster(TokenCursor words) {
        words.list();
        words.accept("VERBOSE");
        return words.done()
                ? Traits.standalone(Kind.REPEATABLE_MAINTENANCE).withStrongLock(true)
                : kind(Kind.REPEATABLE_MAINTENANCE).withStrongLock(true);
    }

    /** PostgreSQL 19. */
    private static Traits repack(TokenCursor words) {
        boolean concurrently = TokenCursor.option(words.list(), "CONCURRENTLY", false);
        return words.done() || words.peek().is("USING") || concurrently
                ? Traits.standalone(Kind.REPEATABLE_MAINTENANCE).withStrongLock(!concurrently)
                : kind(Kind.REPEATABLE_MAINTENANCE).withStrongLock(true);
    }

    private static Traits discard(TokenCursor words) {
        boolean all = words.accept("ALL");
        return new Traits(
                Control.NONE,
                all,
                false,
                false,
                false,
                all,
                false,
                all,
                all ? Kind.REPEATABLE_MAINTENANCE : Kind.OTHER);
    }

    private static boolean weakLock(TokenCursor words) {
        while (!words.done()) {
            if (words.accept("IN")) {
                return words.accept("ACCESS", "SHARE")
                        || words.accept("ROW", "SHARE")
                        || words.accept("ROW", "EXCLUSIVE")
                        || words.accept("SHARE", "UPDATE", "EXCLUSIVE");
            }
            words.take();
        }
        return false;
    }

    /** The body is code that cannot be known; words in it that lock are taken at their word. */
    private static Traits anonymousBlock(TokenCursor words) {
        String body = null;
        while (!words.done()) {
            Token token = words.take();
            // LANGUAGE 'plpgsql' is the only other string, and a body is never a single word
            if (token.isString() && !isSingleWord(token.value())) {
                body = token.value();
            }
        }
        if (body == null) {
            return Traits.ORDINARY;
        }
        boolean lockTimeout = body.toLowerCase(java.util.Locale.ROOT).contains("lock_timeout");
        return new Traits(
                Control.NONE, false, mentionsStrongLock(body), false, false, lockTimeout, false, false, Kind.OTHER);
    }

    private static boolean isSingleWord(String text) {
        return text.chars().allMatch(Lexer::isWordPart);
    }

    private static boolean mentionsStrongLock(String body) {
        int i = 0;
        while (i < body.length()) {
            if (!Lexer.isWordPart(body.charAt(i))) {
                i++;
                continue;
            }
            int start = i;
            while (i < body.length() && Lexer.isWordPart(body.charAt(i))) {
                i++;
            }
            switch (body.substring(start, i).toUpperCase(java.util.Locale.ROOT)) {
                case "ALTER", "CREATE", "DROP", "TRUNCATE", "LOCK", "REINDEX", "CLUSTER", "REFRESH", "REPACK" -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }
}
