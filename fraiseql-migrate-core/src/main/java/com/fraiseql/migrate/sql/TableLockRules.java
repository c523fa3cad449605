// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import static com.fraiseql.migrate.sql.LockLevel.ACCESS_EXCLUSIVE;
import static com.fraiseql.migrate.sql.LockLevel.ROW_SHARE;
import static com.fraiseql.migrate.sql.LockLevel.SHARE_ROW_EXCLUSIVE;
import static com.fraiseql.migrate.sql.LockLevel.SHARE_UPDATE_EXCLUSIVE;
import static com.fraiseql.migrate.sql.LockProfile.Work.METADATA;
import static com.fraiseql.migrate.sql.LockProfile.Work.REWRITE;
import static com.fraiseql.migrate.sql.LockProfile.Work.SCAN;

import com.fraiseql.migrate.sql.LockProfile.LockCollector;
import com.fraiseql.migrate.sql.LockProfile.Work;
import com.fraiseql.migrate.sql.TableAction.Renamed;
import java.util.List;
import java.util.Set;

/** The locks of ALTER TABLE and its like, action by action ({@code AlterTableGetLockLevel}). */
final class TableLockRules {

    /** The storage parameters that are set under SHARE UPDATE EXCLUSIVE ({@code reloptions.c}). */
    private static final Set<String> WEAK_PARAMETERS = Set.of(
            "fillfactor",
            "toast_tuple_target",
            "parallel_workers",
            "log_autovacuum_min_duration",
            "vacuum_index_cleanup",
            "vacuum_truncate",
            "vacuum_max_eager_freeze_failure_rate",
            "deduplicate_items");

    /** Functions without a volatile one among them, so that a default that calls them is the same for every row. */
    private static final Set<String> STABLE = Set.of(
            "now",
            "current_setting",
            "statement_timestamp",
            "transaction_timestamp",
            "to_char",
            "to_timestamp",
            "lower",
            "upper",
            "coalesce",
            "date_trunc",
            "current_database",
            "current_schema",
            "jsonb_build_object",
            "jsonb_build_array",
            "make_interval",
            "numeric",
            "varchar",
            "char",
            "decimal",
            "bit");

    private final Command.AlterTable alter;
    private final LockCollector locks;

    TableLockRules(Command.AlterTable alter, LockCollector locks) {
        this.alter = alter;
        this.locks = locks;
    }

    void apply() {
        for (TableAction action : alter.actions()) {
            if (!column(action) && !constraint(action) && !partition(action)) {
                other(action);
            }
        }
    }

    private void lock(LockLevel level, Work work) {
        locks.lock(alter.name(), level, work);
    }

    private boolean column(TableAction action) {
        if (action instanceof TableAction.AddColumn add) {
            add(add.column());
        } else if (action instanceof TableAction.DropColumn drop) {
            lock(ACCESS_EXCLUSIVE, METADATA);
            if (drop.cascade()) {
                locks.unnamed(ACCESS_EXCLUSIVE);
            }
        } else if (action instanceof TableAction.AlterColumn change) {
            switch (change.change()) {
                case SET_STATISTICS, SET_OPTIONS, RESET_OPTIONS -> lock(SHARE_UPDATE_EXCLUSIVE, METADATA);
                case TYPE, SET_EXPRESSION -> lock(ACCESS_EXCLUSIVE, REWRITE);
                case SET_NOT_NULL -> lock(ACCESS_EXCLUSIVE, SCAN);
                default -> lock(ACCESS_EXCLUSIVE, METADATA);
            }
        } else {
            return false;
        }
        return true;
    }

    private void add(Column column) {
        boolean rewrites = column.isSerial()
                || column.has(Column.Kind.IDENTITY)
                || column.has(Column.Kind.GENERATED_STORED)
                || column.property(Column.Kind.DEFAULT)
                        .filter(one -> mayBeVolatile(one.expression()))
                        .isPresent();
        boolean scans = column.has(Column.Kind.CHECK)
                || column.has(Column.Kind.UNIQUE)
                || column.has(Column.Kind.PRIMARY_KEY)
                || (column.has(Column.Kind.NOT_NULL) && !column.has(Column.Kind.DEFAULT))
                || (column.has(Column.Kind.REFERENCES) && column.has(Column.Kind.DEFAULT));
        lock(ACCESS_EXCLUSIVE, rewrites ? REWRITE : scans ? SCAN : METADATA);
        column.property(Column.Kind.REFERENCES)
                .flatMap(Column.Property::references)
                .ifPresent(table -> locks.lock(table, SHARE_ROW_EXCLUSIVE, scans ? SCAN : METADATA));
    }

    /** Whether a function is called that may have another value for every row. */
    private static boolean mayBeVolatile(List<Token> expression) {
        for (int i = 0; i + 1 < expression.size(); i++) {
            if (expression.get(i).isName()
                    && expression.get(i + 1).is("(")
                    && !STABLE.contains(expression.get(i).name())) {
                return true;
            }
        }
        return false;
    }

    private boolean constraint(TableAction action) {
        if (action instanceof TableAction.AddConstraint add) {
            Constraint constraint = add.constraint();
            boolean scans = constraint.checksRows() && constraint.usingIndex() == null;
            boolean foreign = constraint.kind() == Constraint.Kind.FOREIGN_KEY;
            lock(foreign ? SHARE_ROW_EXCLUSIVE : ACCESS_EXCLUSIVE, scans ? SCAN : METADATA);
            if (foreign) {
                locks.lock(constraint.references(), SHARE_ROW_EXCLUSIVE, scans ? SCAN : METADATA);
            }
        } else if (action instanceof TableAction.ValidateConstraint) {
            lock(SHARE_UPDATE_EXCLUSIVE, SCAN);
            locks.unnamed(ROW_SHARE);
        } else if (action instanceof TableAction.DropConstraint) {
            lock(ACCESS_EXCLUSIVE, METADATA);
            // the other table, if it is a foreign key
            locks.unnamed(ACCESS_EXCLUSIVE);
        } else if (action instanceof TableAction.AlterConstraint change) {
            boolean enforce = new TokenCursor(change.attributes()).mentions("ENFORCED");
            lock(ACCESS_EXCLUSIVE, enforce ? SCAN : METADATA);
            if (enforce) {
                locks.unnamed(ACCESS_EXCLUSIVE);
            }
        } else {
            return false;
        }
        return true;
    }

    private boolean partition(TableAction action) {
        if (action instanceof TableAction.AttachPartition attach) {
            boolean index = alter.kind() == ObjectKind.INDEX;
            lock(SHARE_UPDATE_EXCLUSIVE, METADATA);
            locks.lock(attach.partition(), ACCESS_EXCLUSIVE, index ? METADATA : SCAN);
            if (!index) {
                // the default partition is scanned for rows that now belong elsewhere
                locks.unnamed(ACCESS_EXCLUSIVE);
            }
        } else if (action instanceof TableAction.DetachPartition detach) {
            boolean weak = detach.concurrently() || detach.finalizing();
            lock(weak ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE, METADATA);
            // with CONCURRENTLY in its second transaction, when no query uses the partition any more
            locks.lock(detach.partition(), ACCESS_EXCLUSIVE);
        } else {
            return false;
        }
        return true;
    }

    private void other(TableAction action) {
        if (action instanceof TableAction.Parameters parameters) {
            lock(
                    parameters.names().stream().allMatch(TableLockRules::isWeak)
                            ? SHARE_UPDATE_EXCLUSIVE
                            : ACCESS_EXCLUSIVE,
                    METADATA);
        } else if (action instanceof TableAction.Rename rename) {
            boolean index = alter.kind() == ObjectKind.INDEX && rename.what() == Renamed.RELATION;
            lock(index ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE, METADATA);
        } else if (action instanceof TableAction.Plain plain) {
            switch (plain.kind()) {
                case ENABLE_TRIGGER, DISABLE_TRIGGER, SEQUENCE_OPTIONS -> lock(SHARE_ROW_EXCLUSIVE, METADATA);
                case CLUSTER_ON, SET_WITHOUT_CLUSTER -> lock(SHARE_UPDATE_EXCLUSIVE, METADATA);
                case SET_LOGGED, SET_UNLOGGED, SET_ACCESS_METHOD, SET_TABLESPACE -> lock(ACCESS_EXCLUSIVE, REWRITE);
                case INHERIT, NO_INHERIT -> {
                    lock(ACCESS_EXCLUSIVE, METADATA);
                    locks.unnamed(SHARE_UPDATE_EXCLUSIVE);
                }
                default -> lock(ACCESS_EXCLUSIVE, METADATA);
            }
        } else {
            lock(ACCESS_EXCLUSIVE, REWRITE);
        }
    }

    private static boolean isWeak(String parameter) {
        String own = parameter.startsWith("toast.") ? parameter.substring("toast.".length()) : parameter;
        return own.startsWith("autovacuum_") || WEAK_PARAMETERS.contains(own);
    }
}
