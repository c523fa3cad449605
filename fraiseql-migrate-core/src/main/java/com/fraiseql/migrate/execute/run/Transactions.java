// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

/** Ends a transaction that has failed. */
public final class Transactions {

    private Transactions() {}

    public static void rollBack(RunContext run) {
        if (!run.session().lost() && run.session().inTransaction()) {
            // an error in the reply means that the connection is gone, and the transaction with it
            run.session().query("ROLLBACK");
        }
    }
}
