// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.script.Traits.Control;
import com.fraiseql.migrate.sql.Lexer;
import com.fraiseql.migrate.sql.Literals;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.TransactionWords;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Refuses what cannot run, statement by statement, and follows what the script itself sets. */
final class RuleBook {

    private final Origin origin;
    private @Nullable Statement block;
    /** Whether a statement of the block begins like COMMIT and is none, so that the server will refuse it. */
    private boolean spoilt;

    private boolean standardStrings = true;
    private @Nullable Boolean beforeLocal;

    RuleBook(Origin origin) {
        this.origin = origin;
    }

    /** What standard_conforming_strings is after the last statement. */
    boolean standardStrings() {
        return standardStrings;
    }

    /** Whether a BEGIN has not been committed yet. */
    boolean inBlock() {
        return block != null;
    }

    /** Refuses by the statement's words. */
    void check(Statement statement, List<Token> tokens) {
        directives(statement);
        if (!tokens.isEmpty()) {
            transactionControl(statement, tokens);
        }
    }

    /** Refuses by the settings that the statement makes. */
    void checkSettings(Statement statement, List<Setting> settings) {
        for (Setting setting : settings) {
            encoding(statement, setting);
            dateStyle(statement, setting);
            List<String> values = setting.values();
            readOnly(
                    statement,
                    setting.name().equals("transaction_read_only")
                            && values != null
                            && !values.isEmpty()
                            && Literals.truth(values.get(0)));
        }
    }

    /** Takes in what the statement changes. */
    void follow(Statement statement, List<Setting> settings) {
        Traits traits = statement.traits();
        if (traits.control() == Control.BEGIN && block == null) {
            block = statement;
        } else if (traits.control() == Control.COMMIT) {
            block = null;
            spoilt = false;
        }
        if (beforeLocal != null && (traits.control() == Control.COMMIT || traits.standalone())) {
            standardStrings = beforeLocal;
            beforeLocal = null;
        }
        for (Setting setting : settings) {
            lexing(setting);
        }
        if (traits.discardAll()) {
            standardStrings = true;
        }
    }

    /** At the end of the migration proper. */
    void end() {
        // what goes on after the word COMMIT ends no block, but the server's error about it says more than this one
        if (block != null && !spoilt) {
            throw fault(
                    FailureCode.TRANSACTION_CONTROL,
                    "this " + block.firstLine() + " has no COMMIT",
                    "Add COMMIT; after its last statement, or remove it: every migration runs in a transaction anyway.",
                    block);
        }
    }

    private void transactionControl(Statement statement, List<Token> tokens) {
        TransactionWords words = TransactionWords.of(tokens);
        if (words != null) {
            refuse(statement, words, tokens.get(0).upper());
        } else if (block != null && TransactionWords.isSpoilt(tokens)) {
            spoilt = true;
        }
        TokenCursor set = new TokenCursor(tokens);
        if (set.accept("SET", "TRANSACTION") || set.accept("SET", "LOCAL", "TRANSACTION")) {
            readOnly(statement, TransactionWords.readOnly(set));
        }
        if (block != null && statement.traits().standalone()) {
            throw fault(
                    FailureCode.TRANSACTION_CONTROL,
                    "PostgreSQL refuses this statement between BEGIN and COMMIT: " + statement.firstLine(),
                    "Move it above the " + block.firstLine() + " in line "
                            + origin.locate(block.line(), 0).line() + " or below its COMMIT.",
                    statement);
        }
    }

    private void refuse(Statement statement, TransactionWords words, String first) {
        switch (words.kind()) {
            case ROLLBACK ->
                throw fault(
                        FailureCode.TRANSACTION_CONTROL,
                        first + " would undo what a migration is recorded to have done",
                        "Remove it; to undo a part use SAVEPOINT and ROLLBACK TO SAVEPOINT.",
                        statement);
            case PREPARE ->
                throw fault(
                        FailureCode.TRANSACTION_CONTROL,
                        "PREPARE TRANSACTION takes the transaction out of the migrator's hands",
                        "Remove it; the migrator commits the transaction.",
                        statement);
            case BEGIN -> readOnly(statement, words.readOnly());
            case COMMIT -> {
                if (words.chain()) {
                    throw fault(
                            FailureCode.TRANSACTION_CONTROL,
                            first + " AND CHAIN begins a transaction without saying so",
                            "Write COMMIT; BEGIN; instead.",
                            statement);
                }
            }
            case FINISH_PREPARED -> {}
        }
    }

    private void readOnly(Statement statement, boolean readOnly) {
        if (readOnly) {
            throw fault(
                    FailureCode.TRANSACTION_CONTROL,
                    "this makes the transaction READ ONLY, and the migration could not be recorded in it",
                    "Remove READ ONLY: a migration is recorded in the transaction that it runs in.",
                    statement);
        }
    }

    private void encoding(Statement statement, Setting setting) {
        if (!setting.name().equals("client_encoding") || setting.values() == null) {
            return;
        }
        for (String value : setting.values()) {
            if (!EncodingName.isUtf8(value)) {
                throw fault(
                        FailureCode.UNSUPPORTED_SETTING,
                        "client_encoding cannot be " + value + ": the file is read as UTF-8",
                        "Save the file as UTF-8 and remove this statement.",
                        statement);
            }
        }
    }

    /** The driver closes the connection when the server says that dates are not ISO. */
    private void dateStyle(Statement statement, Setting setting) {
        if (!setting.name().equals("datestyle") || setting.values() == null) {
            return;
        }
        for (String value : String.join(",", setting.values()).split(",", -1)) {
            String style = value.strip().toLowerCase(Locale.ROOT);
            if (style.equals("sql") || style.startsWith("postgres") || style.startsWith("german")) {
                throw fault(
                        FailureCode.UNSUPPORTED_SETTING,
                        "DateStyle cannot be " + value.strip() + ": the JDBC driver needs ISO",
                        "Write SET datestyle TO 'ISO, …' with the order of day and month that the SQL below needs.",
                        statement);
            }
        }
    }

    private void lexing(Setting setting) {
        if (setting.name().equals("standard_conforming_strings")
                || setting.name().equals("*")) {
            List<String> values = setting.values();
            if (setting.local() && beforeLocal == null) {
                beforeLocal = standardStrings;
            } else if (!setting.local()) {
                beforeLocal = null;
            }
            if (values == null || !values.isEmpty()) {
                standardStrings = values == null || Literals.truth(values.get(0));
            }
        }
    }

    void checkDirective(Directive directive, boolean alone) {
        String fault = directive.fault();
        if (fault != null) {
            throw origin.fault(
                    FailureCode.BAD_DIRECTIVE,
                    "this directive cannot be read: " + fault,
                    "The directives are: no-transaction; lock-timeout 10s; allow RULE \"reason\"; batch size=1000 "
                            + "pause=50ms.",
                    directive.line(),
                    directive.column());
        }
        if (!alone) {
            throw misplaced(directive, "stands within or after a statement");
        }
    }

    ScriptException misplaced(Directive directive, String how) {
        return origin.fault(
                FailureCode.BAD_DIRECTIVE,
                "this directive " + how,
                "Put it on a line of its own above the statement that it is for.",
                directive.line(),
                directive.column());
    }

    private void directives(Statement statement) {
        for (Directive directive : statement.directives()) {
            if (directive.name().equals(Directive.BATCH)) {
                Lexer first = new Lexer(statement.text(), true);
                first.next();
                if (!(first.is("UPDATE") || first.is("DELETE") || first.is("INSERT"))) {
                    throw misplaced(directive, "is for UPDATE, DELETE and INSERT only");
                }
            }
            if (directive.name().equals(Directive.NO_TRANSACTION) && (block != null || statement.isControl())) {
                throw misplaced(directive, "cannot be between BEGIN and COMMIT");
            }
        }
    }

    private ScriptException fault(FailureCode code, String what, String action, Statement statement) {
        return origin.fault(code, what, action, statement.line(), statement.column());
    }
}
