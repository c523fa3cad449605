// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the engine must know of a statement, found on its tokens.
 *
 * @param control whether it begins or ends a transaction
 * @param traits what else is known of it
 * @param kind what reconciling needs to know of a standalone statement
 */
public record Traits(Control control, Set<Trait> traits, Kind kind) {

    static final Traits ORDINARY = new Traits(Control.NONE, Set.of(), Kind.OTHER);

    /** Something that may be said of a statement. */
    public enum Trait {
        /** PostgreSQL refuses it in a transaction, as far as the text tells. */
        STANDALONE,
        /** It may take a lock stronger than SHARE UPDATE EXCLUSIVE on a relation that exists already. */
        STRONG_LOCK,
        /** Data follows it in the file. */
        COPY_FROM_STDIN,
        /** It changes a setting for the rest of the session, so a resumed run has to restore it. */
        SESSION_SETTING,
        /** It sets or resets {@code lock_timeout}. */
        MENTIONS_LOCK_TIMEOUT,
        /** It sets the transaction's isolation or access mode. */
        SET_TRANSACTION,
        /** It is DISCARD ALL. */
        DISCARD_ALL
    }

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
        return new Traits(control, Set.of(), Kind.OTHER);
    }

    static Traits standalone(Kind kind) {
        return new Traits(Control.NONE, EnumSet.of(Trait.STANDALONE), kind);
    }

    static Traits of(Set<Trait> traits) {
        return new Traits(Control.NONE, traits, Kind.OTHER);
    }

    Traits withStrongLock(boolean strong) {
        if (strong == strongLock()) {
            return this;
        }
        Set<Trait> changed = EnumSet.noneOf(Trait.class);
        changed.addAll(traits);
        if (strong) {
            changed.add(Trait.STRONG_LOCK);
        } else {
            changed.remove(Trait.STRONG_LOCK);
        }
        return new Traits(control, changed, kind);
    }

    public boolean standalone() {
        return traits.contains(Trait.STANDALONE);
    }

    public boolean strongLock() {
        return traits.contains(Trait.STRONG_LOCK);
    }

    public boolean copyFromStdin() {
        return traits.contains(Trait.COPY_FROM_STDIN);
    }

    public boolean sessionSetting() {
        return traits.contains(Trait.SESSION_SETTING);
    }

    public boolean mentionsLockTimeout() {
        return traits.contains(Trait.MENTIONS_LOCK_TIMEOUT);
    }

    public boolean setTransaction() {
        return traits.contains(Trait.SET_TRANSACTION);
    }

    public boolean discardAll() {
        return traits.contains(Trait.DISCARD_ALL);
    }
}
