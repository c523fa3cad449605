// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.FoundTable;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockProfile.RelationLock;
import com.fraiseql.migrate.sql.QualifiedName;
import com.fraiseql.migrate.sql.Write;
import org.jspecify.annotations.Nullable;

/** The table that a statement is about: of those that were there before, the one with the strongest lock. */
final class Subject {

    private Subject() {}

    /** {@code null} if there is none. */
    static @Nullable FoundTable of(Step step) {
        QualifiedName name = name(step);
        return name == null ? null : new FoundTable(name.schema(), name.name(), FoundTable.UNKNOWN, FoundTable.UNKNOWN);
    }

    private static @Nullable QualifiedName name(Step step) {
        if (step.command() instanceof Command.Query query) {
            for (Write write : query.writes()) {
                if (!step.isNew(write.table())) {
                    return write.table();
                }
            }
        }
        RelationLock strongest = null;
        for (RelationLock lock : step.locks().locks()) {
            if (strongest == null || lock.level().compareTo(strongest.level()) > 0) {
                strongest = lock;
            }
        }
        return strongest == null ? null : strongest.relation();
    }
}
