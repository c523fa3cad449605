// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

/** The stable names of everything that can go wrong. A name, once released, keeps its meaning. */
public enum FailureCode {
    // the files
    /** Two migrations have the same number, or one version exists twice. */
    DUPLICATE_VERSION(Category.FILES),
    /** A file in a migration location has a name that is not a migration's. */
    BAD_FILE_NAME(Category.FILES),
    /** A migration location does not exist. */
    LOCATION_MISSING(Category.FILES),
    /** A file could not be read. */
    UNREADABLE_FILE(Category.FILES),
    /** A file is not valid UTF-8. */
    NOT_UTF8(Category.FILES),
    /** A file changed on disk while it was being applied. */
    FILE_CHANGED(Category.FILES),

    // what stands in a file
    /** A string, quoted name, dollar quote, comment or COPY data runs to the end of the file. */
    UNTERMINATED(Category.SCRIPT),
    /** A psql meta-command other than the ones that are skipped. */
    META_COMMAND(Category.SCRIPT),
    /** ROLLBACK, a BEGIN without COMMIT, PREPARE TRANSACTION, COMMIT AND CHAIN. */
    TRANSACTION_CONTROL(Category.SCRIPT),
    /** A statement after the rollback section. */
    STATEMENT_AFTER_ROLLBACK(Category.SCRIPT),
    /** A comment line by which another tool divides a file, with statements below that would run. */
    FOREIGN_MARKER(Category.SCRIPT),
    /** A control character, or a keyword with an invisible character in it. */
    STRAY_CHARACTER(Category.SCRIPT),
    /** A {@code -- fraiseql:} comment that is not a directive, or is malformed or misplaced. */
    BAD_DIRECTIVE(Category.SCRIPT),
    /** A setting that the driver cannot live with, such as another client_encoding. */
    UNSUPPORTED_SETTING(Category.SCRIPT),
    /** A placeholder without a value, or malformed. */
    PLACEHOLDER(Category.SCRIPT),
    /** A standalone statement where everything must run in one transaction. */
    NOT_TRANSACTIONAL(Category.SCRIPT),

    // what the review of the files finds
    /** The linter has found something of a level that ends a run before its first statement. */
    LINT_FINDINGS(Category.LINT),

    // files against history
    /** An applied migration's file has been edited. */
    CHECKSUM_MISMATCH(Category.HISTORY),
    /** The part of an incomplete migration that has already run has been edited. */
    FINISHED_PART_CHANGED(Category.HISTORY),
    /** An applied migration, older than a local one, has no file. */
    MISSING_FILE(Category.HISTORY),
    /** A migration's rollback was begun and not finished. */
    HALF_ROLLED_BACK(Category.HISTORY),
    /** A pending migration is older than the newest applied one. */
    OUT_OF_ORDER(Category.HISTORY),
    /** A standalone statement was interrupted and PostgreSQL cannot tell whether it took effect. */
    UNKNOWN_OUTCOME(Category.HISTORY),
    /** What a finished part has made of its session cannot be put back, or is not known. */
    SESSION_STATE(Category.HISTORY),
    /** There is no such version. */
    UNKNOWN_VERSION(Category.HISTORY),
    /** Pending or incomplete migrations where none may be. */
    NOT_UP_TO_DATE(Category.HISTORY),
    /** At least one migration that is to be rolled back has no rollback. */
    NO_ROLLBACK(Category.HISTORY),
    /** A table with the history table's name has no column {@code version} of type text. */
    FOREIGN_HISTORY_TABLE(Category.HISTORY),
    /** The session sees no history of these migrations, and another schema of the database has one. */
    HISTORY_ELSEWHERE(Category.HISTORY),
    /** The history has a migration in a state that this release does not know. */
    UNKNOWN_STATE(Category.HISTORY),
    /**
     * The record of a migration could not be written, because of the history's tables and not of the migration's
     * statements.
     */
    HISTORY_NOT_WRITTEN(Category.HISTORY),

    // the server
    /** The server cannot be reached. */
    UNREACHABLE(Category.CONNECTION),
    /** The server refused the user or the password. */
    AUTHENTICATION(Category.CONNECTION),
    /** The DataSource does not lead to PostgreSQL. */
    NOT_POSTGRESQL(Category.CONNECTION),
    /** The server is older than PostgreSQL 14. */
    SERVER_TOO_OLD(Category.CONNECTION),
    /** The server is a standby, or the session is read-only. */
    READ_ONLY(Category.CONNECTION),
    /** A pooler in between gives each transaction another server session. */
    TRANSACTION_POOLER(Category.CONNECTION),
    /** The connection was lost while something ran. */
    CONNECTION_LOST(Category.CONNECTION),
    /**
     * There is no schema to put the history table in: the configured one does not exist, or the search_path names none
     * that does.
     */
    NO_SCHEMA(Category.CONNECTION),
    /** A privilege is missing. */
    INSUFFICIENT_PRIVILEGE(Category.PRIVILEGE),

    // waiting
    /** Another migrator holds the mutex. */
    MUTEX_TIMEOUT(Category.LOCK),
    /** This session no longer owns the mutex: a transaction pooler, or a lost connection. */
    MUTEX_LOST(Category.LOCK),
    /** A table lock could not be acquired within the allowed time. */
    LOCK_TIMEOUT(Category.LOCK),
    /** Running instances need what is to be removed. */
    IN_USE(Category.LOCK),

    // running
    /** A statement failed. */
    STATEMENT_FAILED(Category.SQL),
    /** A migration written in Java failed. */
    CODE_MIGRATION_FAILED(Category.SQL),
    /** A listener refused. */
    VETOED(Category.SQL),
    /** The run was cancelled. */
    CANCELLED(Category.SQL),
    /** Options or configuration that cannot be right. */
    BAD_CONFIGURATION(Category.USAGE),
    /** What the command had to report could not be written to its standard output. */
    OUTPUT_NOT_WRITTEN(Category.USAGE),
    /** A defect of this software. */
    INTERNAL(Category.USAGE),

    // filling the tv_ tables
    /**
     * A {@code tv_} and its {@code v_} differ in columns or types, or the {@code tv_} has no single-column primary key.
     */
    SYNC_SHAPE(Category.SQL),
    /** The source of a {@code tv_} gives a NULL or the same id twice. */
    SYNC_BAD_ID(Category.SQL),
    /** The source of a {@code tv_} fails on some row, or the {@code tv_} refuses a row. */
    SYNC_FAILED(Category.SQL),
    /** A hook that fills a {@code tv_} failed. */
    SYNC_HOOK_FAILED(Category.SQL),
    /** There is no such {@code tv_}, or nothing to fill it from. */
    SYNC_UNKNOWN_TABLE(Category.USAGE),
    /** A table with the sync state table's name has other columns. */
    FOREIGN_SYNC_TABLE(Category.HISTORY);

    /** What kind of thing went wrong; the command line's exit codes follow it. */
    public enum Category {
        USAGE,
        FILES,
        SCRIPT,
        HISTORY,
        CONNECTION,
        PRIVILEGE,
        LOCK,
        SQL,
        LINT
    }

    private final Category category;

    FailureCode(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
