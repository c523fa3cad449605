// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;

/** Asks a listener for its approval before something is done. Any exception that it throws is a refusal. */
final class Approval {

    private Approval() {}

    static void require(Runnable listener) {
        try {
            listener.run();
        } catch (MigrateException e) {
            throw e;
        } catch (RuntimeException e) {
            throw MigrateException.builder(
                            FailureCode.VETOED,
                            "A listener refused to go on: " + e.getMessage(),
                            "Fix what it says and start again; what was applied before is recorded.")
                    .cause(e)
                    .build();
        }
    }
}
