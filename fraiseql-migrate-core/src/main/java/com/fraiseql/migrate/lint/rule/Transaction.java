// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.LockProfile.RelationLock;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transaction that a statement runs in, and what has run in it so far. */
public final class Transaction {

    /** Who begins and commits it. */
    public enum Kind {
        /** The engine. */
        ENGINE,
        /** The file, with BEGIN and COMMIT. */
        FILE,
        /** There is none: a standalone statement. */
        NONE
    }

    private final Kind kind;
    private final List<Done> done = new ArrayList<>();

    public Transaction(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The statements above in it, in their order. */
    public List<Done> done() {
        return Collections.unmodifiableList(done);
    }

    public void add(Done statement) {
        done.add(statement);
    }

    /** The first statement that took a lock of this level or a stronger one on a relation; {@code null} if none did. */
    public @Nullable Done firstWith(LockLevel level) {
        for (Done one : done) {
            for (RelationLock lock : one.locks().locks()) {
                if (lock.level().compareTo(level) >= 0) {
                    return one;
                }
            }
        }
        return null;
    }

    /** The strongest lock that it holds on a relation; {@code null} if it holds none. */
    public @Nullable LockLevel held(QualifiedName relation) {
        LockLevel strongest = null;
        for (Done one : done) {
            for (RelationLock lock : one.locks().locks()) {
                if (lock.relation().name().equals(relation.name())
                        && (strongest == null || lock.level().compareTo(strongest) > 0)) {
                    strongest = lock.level();
                }
            }
        }
        return strongest;
    }
}
