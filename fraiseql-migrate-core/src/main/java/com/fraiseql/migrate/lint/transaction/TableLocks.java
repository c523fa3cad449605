// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.LockProfile;
import com.fraiseql.migrate.sql.LockProfile.RelationLock;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The locks on tables that were there before; views, indexes and sequences, which have locks, too, are left out. */
final class TableLocks {

    /** The statements that may take them. */
    static final Set<Class<? extends Command>> COMMANDS = Set.of(
            Command.AlterTable.class,
            Command.CreateIndex.class,
            Command.CreateObject.class,
            Command.CreateTable.class,
            Command.DropObject.class,
            Command.LockTable.class,
            Command.Truncate.class);

    private TableLocks() {}

    /** The locks of a statement of this level or a stronger one. */
    static List<RelationLock> of(Command command, LockProfile locks, LockLevel level) {
        if (locks.locks().isEmpty() || !isOnTables(command)) {
            return List.of();
        }
        List<RelationLock> found = new ArrayList<>();
        for (RelationLock lock : locks.locks()) {
            if (lock.level().compareTo(level) >= 0) {
                found.add(lock);
            }
        }
        return found;
    }

    /** The locks of the statement under review of this level or a stronger one. */
    static List<RelationLock> of(Step step, LockLevel level) {
        return of(step.command(), step.locks(), level);
    }

    private static boolean isOnTables(Command command) {
        if (command instanceof Command.AlterTable alter) {
            return alter.kind() == ObjectKind.TABLE;
        }
        if (command instanceof Command.DropObject drop) {
            return switch (drop.kind()) {
                case TABLE, TRIGGER, POLICY, RULE -> true;
                default -> false;
            };
        }
        if (command instanceof Command.CreateObject create) {
            return switch (create.kind()) {
                case TRIGGER, POLICY, RULE -> true;
                default -> false;
            };
        }
        return command instanceof Command.Truncate
                || command instanceof Command.LockTable
                || command instanceof Command.CreateTable
                || command instanceof Command.CreateIndex;
    }

    /** The first statement of the transaction that holds a lock of this level or a stronger one. */
    static @Nullable Done first(Transaction transaction, LockLevel level) {
        for (Done one : transaction.locking()) {
            if (!of(one.command(), one.locks(), level).isEmpty()) {
                return one;
            }
        }
        return null;
    }

    /** The first statement of the transaction that keeps the readers of another table waiting. */
    static @Nullable Done firstOnAnother(Transaction transaction, QualifiedName table) {
        for (Done one : transaction.locking()) {
            for (RelationLock lock : of(one.command(), one.locks(), LockLevel.ACCESS_EXCLUSIVE)) {
                if (!lock.relation().name().equals(table.name())) {
                    return one;
                }
            }
        }
        return null;
    }

    /** Whether the statement is the first of its transaction for which readers or writers wait. */
    static boolean isFirst(Step step) {
        for (RelationLock lock : of(step, LockLevel.SHARE)) {
            if (lock.level().stopsReadersOrWriters()) {
                return first(step.transaction(), LockLevel.SHARE) == null;
            }
        }
        return false;
    }

    /** Reports a statement whose table is not the only one that the transaction keeps from its readers. */
    static void second(Step step, Report report) {
        for (RelationLock lock : of(step, LockLevel.ACCESS_EXCLUSIVE)) {
            LockLevel held = step.transaction().held(lock.relation());
            Done other =
                    held == LockLevel.ACCESS_EXCLUSIVE ? null : firstOnAnother(step.transaction(), lock.relation());
            if (other != null) {
                report.add(
                        "Readers of " + lock.relation() + " and of the table of line " + other.line()
                                + " wait for the same transaction.",
                        "Give each table a migration of its own.");
                return;
            }
        }
    }
}
