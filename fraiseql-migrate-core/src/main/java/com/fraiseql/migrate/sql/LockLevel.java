// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's table locks, the weakest first (manual, 13.3.1). */
public enum LockLevel {
    ACCESS_SHARE,
    ROW_SHARE,
    ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    EXCLUSIVE,
    ACCESS_EXCLUSIVE;

    /** Whether readers or writers of the table wait for it. */
    public boolean stopsReadersOrWriters() {
        return compareTo(SHARE_UPDATE_EXCLUSIVE) > 0;
    }

    /** As {@code pg_locks.mode} has it, such as {@code AccessExclusiveLock}. */
    public String mode() {
        StringBuilder mode = new StringBuilder();
        for (String word : name().split("_", -1)) {
            mode.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return mode.append("Lock").toString();
    }

    static LockLevel stronger(@Nullable LockLevel one, LockLevel other) {
        return one == null || one.compareTo(other) < 0 ? other : one;
    }

    /** Reads the mode of LOCK TABLE, from after IN; what cannot be read is the strongest. */
    static LockLevel take(TokenCursor cursor) {
        for (LockLevel level : new LockLevel[] {
            ACCESS_SHARE, ROW_SHARE, ROW_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, SHARE_ROW_EXCLUSIVE, SHARE, EXCLUSIVE
        }) {
            if (cursor.accept(level.name().split("_", -1))) {
                return level;
            }
        }
        return ACCESS_EXCLUSIVE;
    }
}
