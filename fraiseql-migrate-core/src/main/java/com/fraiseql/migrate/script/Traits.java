// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/**
 * What the engine must know of a statement, found on its tokens.
 *
 * @param control whether it begins or ends a transaction
 * @param standalone whether PostgreSQL refuses it in a transaction, as far as the text tells
 * @param strongLock whether it may take a lock stronger than SHARE UPDATE EXCLUSIVE on a relation that exists already
 * @param copyFromStdin whether data follows it in the file
 * @param sessionSetting whether it changes a setting for the rest of the session, and so must be made again on resume
 * @param mentionsLockTimeout whether it sets or resets {@code lock_timeout}
 * @param setTransaction whether it sets the transaction's isolation or access mode
 * @param discardAll whether it is DISCARD ALL
 * @param kind what reconciling needs to know of a standalone statement
 */
public record Traits(
        Control control,
        boolean standalone,
        boolean strongLock,
        boolean copyFromStdin,
        boolean sessionSetting,
        boolean mentionsLockTimeout,
        boolean setTransaction,
        boolean discardAll,
        Kind kind) {

    static final Traits ORDINARY =
            new Traits(Control.NONE, false, false, false, false, false, false, false, Kind.OTHER);

    /** What a statement does to the transaction. */
    public enum Control {
        NONE,
        /** BEGIN, START TRANSACTION. */
        BEGIN,
        /** COMMIT, END. */
        COMMIT
    }

    /** What reconciling an interrupted standalone statement depends on. */
    public enum Kind {
        CREATE_INDEX_CONCURRENTLY,
        DROP_INDEX_CONCURRENTLY,
        /** REINDEX of one index or table; of a schema, database or the system it is {@link #REPEATABLE_MAINTENANCE}. */
        REINDEX_CONCURRENTLY,
        DETACH_CONCURRENTLY,
        CREATE_DATABASE,
        DROP_DATABASE,
        CREATE_TABLESPACE,
        DROP_TABLESPACE,
        CREATE_SUBSCRIPTION,
        DROP_SUBSCRIPTION,
        /** Doing it twice is the same as doing it once. */
        REPEATABLE_MAINTENANCE,
        OTHER
    }

    static Traits control(Control control) {
        return new Traits(control, false, false, false, false, false, false, false, Kind.OTHER);
    }

    static Traits standalone(Kind kind) {
        return new Traits(Control.NONE, true, false, false, false, false, false, false, kind);
    }

    Traits withStrongLock(boolean strong) {
        return new Traits(
                control,
                standalone,
                strong,
                copyFromStdin,
                sessionSetting,
                mentionsLockTimeout,
                setTransaction,
                discardAll,
                kind);
    }
}
