// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement that controls the transaction, by PostgreSQL's grammar ({@code TransactionStmt} in {@code gram.y}).
 * A statement is one only if all of its words belong to that grammar: of anything else, such as a {@code COMMIT} whose
 * semicolon is missing, the server says what is wrong with it.
 *
 * @param kind what the statement does
 * @param modes whether it names an isolation level or an access mode
 * @param readOnly whether the transaction that it begins is read-only
 * @param chain whether it says AND CHAIN
 */
public record TransactionWords(Kind kind, boolean modes, boolean readOnly, boolean chain) {

    /** What a statement does to the transaction. */
    public enum Kind {
        /** BEGIN, START TRANSACTION. */
        BEGIN,
        /** COMMIT, END. */
        COMMIT,
        /** ROLLBACK, ABORT. */
        ROLLBACK,
        /** PREPARE TRANSACTION. */
        PREPARE,
        /** COMMIT PREPARED, ROLLBACK PREPARED. */
        FINISH_PREPARED
    }

    /** {@code null} if the words are not those of such a statement; SAVEPOINT and its like are none. */
    public static @Nullable TransactionWords of(List<Token> tokens) {
        TokenCursor words = new TokenCursor(tokens);
        return switch (words.take().upper()) {
            case "BEGIN" -> {
                words.acceptAny("WORK", "TRANSACTION");
                yield begin(words);
            }
            case "START" -> words.accept("TRANSACTION") ? begin(words) : null;
            case "COMMIT" -> words.accept("PREPARED") ? prepared(words, Kind.FINISH_PREPARED) : end(words, Kind.COMMIT);
            case "ROLLBACK" ->
                words.accept("PREPARED") ? prepared(words, Kind.FINISH_PREPARED) : end(words, Kind.ROLLBACK);
            case "END" -> end(words, Kind.COMMIT);
            case "ABORT" -> end(words, Kind.ROLLBACK);
            case "PREPARE" -> words.accept("TRANSACTION") ? prepared(words, Kind.PREPARE) : null;
            default -> null;
        };
    }

    /** Whether the statement begins like one of these and is none: the server refuses it. */
    public static boolean isSpoilt(List<Token> tokens) {
        TokenCursor words = new TokenCursor(tokens);
        boolean rollback = words.peek().is("ROLLBACK");
        if (!words.acceptAny("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT") || of(tokens) != null) {
            return false;
        }
        words.acceptAny("WORK", "TRANSACTION");
        return !(rollback && words.peek().is("TO"));
    }

    /** Whether {@code SET TRANSACTION} with these modes makes the transaction read-only. */
    public static boolean readOnly(TokenCursor words) {
        boolean readOnly = false;
        while (!words.done()) {
            if (words.accept("READ", "ONLY")) {
                readOnly = true;
            } else if (words.accept("READ", "WRITE")) {
                readOnly = false;
            } else {
                words.take();
            }
        }
        return readOnly;
    }

    private static @Nullable TransactionWords begin(TokenCursor words) {
        boolean any = false;
        boolean readOnly = false;
        while (!words.done()) {
            if (any) {
                words.accept(",");
            }
            if (words.accept("READ", "ONLY")) {
                readOnly = true;
            } else if (words.accept("READ", "WRITE")) {
                readOnly = false;
            } else if (!mode(words)) {
                return null;
            }
            any = true;
        }
        return new TransactionWords(Kind.BEGIN, any, readOnly, false);
    }

    private static boolean mode(TokenCursor words) {
        if (words.accept("ISOLATION", "LEVEL")) {
            return words.accept("READ", "UNCOMMITTED")
                    || words.accept("READ", "COMMITTED")
                    || words.accept("REPEATABLE", "READ")
                    || words.accept("SERIALIZABLE");
        }
        return words.accept("NOT", "DEFERRABLE") || words.accept("DEFERRABLE");
    }

    private static @Nullable TransactionWords end(TokenCursor words, Kind kind) {
        words.acceptAny("WORK", "TRANSACTION");
        boolean chain = words.accept("AND", "CHAIN");
        if (!chain) {
            words.accept("AND", "NO", "CHAIN");
        }
        return words.done() ? new TransactionWords(kind, false, false, chain) : null;
    }

    private static @Nullable TransactionWords prepared(TokenCursor words, Kind kind) {
        if (!words.take().isString()) {
            return null;
        }
        if (words.accept("UESCAPE")) {
            words.take();
        }
        return words.done() ? new TransactionWords(kind, false, false, false) : null;
    }
}
