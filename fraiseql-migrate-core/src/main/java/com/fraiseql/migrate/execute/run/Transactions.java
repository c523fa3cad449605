// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

/** Ends a transaction that has failed. */
public final class Transactions {

    private Transactions() {}

    public static void rollBack(RunContext run) {
        if (!run.session().lost() && run.session().inTransaction()) {
            // a reply with an error means that the connection is gone, and with it the transaction
            run.session().query("ROLLBACK");
        }
    }
}
