// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table locks that a command takes, as far as its text tells. {@link LockRules} makes it.
 *
 * @param locks the strongest lock on each relation that the command names; the ones that it creates have none
 * @param unnamed the strongest lock that it may take on relations that it does not name, such as the other table of a
 *     foreign key that is dropped; {@code null} if there are none
 */
public record LockProfile(
        List<RelationLock> locks, @Nullable LockLevel unnamed) {

    public LockProfile {
        locks = List.copyOf(locks);
    }

    /**
     * The lock on one relation.
     *
     * @param relation its name in the statement
     * @param level the lock
     * @param work what is done under the lock
     */
    public record RelationLock(QualifiedName relation, LockLevel level, Work work) {}

    /** What is done under a lock, by the time that it may take. */
    public enum Work {
        /** The catalog is changed; no row is read. */
        METADATA,
        /** Every row may be read. */
        SCAN,
        /** Every row may be rewritten. */
        REWRITE
    }

    /** The strongest lock on any relation; {@code null} if there is none. */
    public @Nullable LockLevel strongest() {
        LockLevel strongest = unnamed;
        for (RelationLock lock : locks) {
            strongest = LockLevel.stronger(strongest, lock.level());
        }
        return strongest;
    }

    /** Whether readers or writers of a relation that was there before may have to wait. */
    public boolean stopsReadersOrWriters() {
        LockLevel strongest = strongest();
        return strongest != null && strongest.stopsReadersOrWriters();
    }

    /** Gathers locks; of two on one relation the stronger one stays, with the longer work. */
    static final class LockCollector {

        private final List<RelationLock> locks = new ArrayList<>();
        private @Nullable LockLevel unnamed;

        LockCollector lock(@Nullable QualifiedName relation, LockLevel level, Work work) {
            if (relation == null) {
                return unnamed(level);
            }
            for (int i = 0; i < locks.size(); i++) {
                RelationLock known = locks.get(i);
                if (known.relation().sameAs(relation)) {
                    Work longer = known.work().compareTo(work) > 0 ? known.work() : work;
                    locks.set(i, new RelationLock(known.relation(), LockLevel.stronger(known.level(), level), longer));
                    return this;
                }
            }
            locks.add(new RelationLock(relation, level, work));
            return this;
        }

        LockCollector lock(@Nullable QualifiedName relation, LockLevel level) {
            return lock(relation, level, Work.METADATA);
        }

        LockCollector all(List<QualifiedName> relations, LockLevel level, Work work) {
            relations.forEach(relation -> lock(relation, level, work));
            return this;
        }

        LockCollector unnamed(LockLevel level) {
            unnamed = LockLevel.stronger(unnamed, level);
            return this;
        }

        LockProfile build() {
            return new LockProfile(locks, unnamed);
        }
    }
}
