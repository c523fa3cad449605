// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.sql.Command;

/** The statements that build or drop an index CONCURRENTLY. */
final class Concurrent {

    private Concurrent() {}

    static boolean is(Command command) {
        return (command instanceof Command.CreateIndex create && create.flags().concurrently())
                || (command instanceof Command.DropIndex drop && drop.concurrently())
                || (command instanceof Command.Reindex reindex && reindex.concurrently());
    }
}
