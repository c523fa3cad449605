// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import com.fraiseql.migrate.sql.Command.Reindex.Scope;
import java.util.List;

/** Which commands PostgreSQL refuses in a transaction block, as far as their text tells. */
public final class TransactionBlocks {

    private TransactionBlocks() {}

    public static boolean refuse(Command command) {
        if (command instanceof Command.CreateIndex create) {
            return create.flags().concurrently();
        }
        if (command instanceof Command.DropIndex drop) {
            return drop.concurrently();
        }
        if (command instanceof Command.Reindex reindex) {
            return reindex.concurrently() || (reindex.scope() != Scope.INDEX && reindex.scope() != Scope.TABLE);
        }
        if (command instanceof Command.AlterTable alter) {
            return alter.actions().stream()
                    .anyMatch(action -> action instanceof TableAction.DetachPartition detach && detach.concurrently());
        }
        if (command instanceof Command.CreateObject create) {
            return switch (create.kind()) {
                case DATABASE, TABLESPACE -> true;
                case SUBSCRIPTION -> createsSlot(create.rest());
                default -> false;
            };
        }
        if (command instanceof Command.DropObject drop) {
            return switch (drop.kind()) {
                // a subscription without a slot could be dropped, but only the catalog knows
                case DATABASE, TABLESPACE, SUBSCRIPTION -> true;
                default -> false;
            };
        }
        if (command instanceof Command.AlterObject alter) {
            return refuse(alter);
        }
        if (command instanceof Command.Cluster cluster) {
            return cluster.table() == null || cluster.concurrently();
        }
        if (command instanceof Command.TransactionControl control) {
            return control.words().kind() == TransactionWords.Kind.FINISH_PREPARED;
        }
        return command instanceof Command.Vacuum
                || command instanceof Command.AlterSystem
                || (command instanceof Command.Discard discard && discard.all());
    }

    private static boolean createsSlot(List<Token> rest) {
        List<List<Token>> options = options(new TokenCursor(rest));
        return TokenCursor.option(options, "create_slot", TokenCursor.option(options, "connect", true));
    }

    private static boolean refuse(Command.AlterObject alter) {
        TokenCursor action = new TokenCursor(alter.action());
        return switch (alter.kind()) {
            case DATABASE ->
                action.accept("SET", "TABLESPACE") && !action.peek().isAny("=", "TO");
            case SUBSCRIPTION -> refuseSubscription(action);
            default -> false;
        };
    }

    private static boolean refuseSubscription(TokenCursor action) {
        if (action.accept("REFRESH")) {
            return true;
        }
        boolean set = action.peek().is("SET");
        if (action.acceptAny("SET", "ADD", "DROP") && action.accept("PUBLICATION")) {
            return TokenCursor.option(options(action), "refresh", true);
        }
        List<List<Token>> options = set ? action.list() : List.of();
        return TokenCursor.has(options, "failover") || TokenCursor.has(options, "two_phase");
    }

    private static List<List<Token>> options(TokenCursor cursor) {
        return cursor.find("WITH") ? cursor.list() : List.of();
    }
}
