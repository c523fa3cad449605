// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.Traits.Kind;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;
import com.fraiseql.migrate.sql.TransactionBlocks;

/** What reconciling must know of a command that was interrupted outside of a transaction. */
final class StandaloneKind {

    private StandaloneKind() {}

    static Kind of(Command command) {
        if (command instanceof Command.CreateIndex create) {
            return create.flags().concurrently() ? Kind.CREATE_INDEX_CONCURRENTLY : Kind.OTHER;
        }
        if (command instanceof Command.DropIndex drop) {
            return drop.concurrently() ? Kind.DROP_INDEX_CONCURRENTLY : Kind.OTHER;
        }
        if (command instanceof Command.Reindex reindex) {
            return switch (reindex.scope()) {
                case SCHEMA, DATABASE, SYSTEM -> Kind.REPEATABLE_MAINTENANCE;
                case INDEX, TABLE -> reindex.concurrently() ? Kind.REINDEX_CONCURRENTLY : Kind.REPEATABLE_MAINTENANCE;
            };
        }
        if (command instanceof Command.AlterTable alter) {
            return alter.actions().stream()
                            .anyMatch(action ->
                                    action instanceof TableAction.DetachPartition detach && detach.concurrently())
                    ? Kind.DETACH_CONCURRENTLY
                    : Kind.OTHER;
        }
        if (command instanceof Command.CreateObject create) {
            return switch (create.kind()) {
                case DATABASE -> Kind.CREATE_DATABASE;
                case TABLESPACE -> Kind.CREATE_TABLESPACE;
                case SUBSCRIPTION -> TransactionBlocks.refuse(command) ? Kind.CREATE_SUBSCRIPTION : Kind.OTHER;
                default -> Kind.OTHER;
            };
        }
        if (command instanceof Command.DropObject drop) {
            return switch (drop.kind()) {
                case DATABASE -> Kind.DROP_DATABASE;
                case TABLESPACE -> Kind.DROP_TABLESPACE;
                case SUBSCRIPTION -> Kind.DROP_SUBSCRIPTION;
                default -> Kind.OTHER;
            };
        }
        return isRepeatable(command) ? Kind.REPEATABLE_MAINTENANCE : Kind.OTHER;
    }

    private static boolean isRepeatable(Command command) {
        if (command instanceof Command.AlterObject alter) {
            return switch (alter.kind()) {
                case DATABASE -> true;
                // ADD and DROP PUBLICATION fail if they are repeated
                case SUBSCRIPTION ->
                    TransactionBlocks.refuse(command)
                            && !alter.action().isEmpty()
                            && alter.action().get(0).isAny("REFRESH", "SET");
                default -> false;
            };
        }
        return command instanceof Command.Vacuum
                || command instanceof Command.Analyze
                || command instanceof Command.Cluster
                || command instanceof Command.AlterSystem
                || command instanceof Command.Checkpoint
                || (command instanceof Command.Discard discard && discard.all());
    }
}
