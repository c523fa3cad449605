// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;

/** The command line is invalid. */
final class UsageProblem extends MigrateException {

    private static final long serialVersionUID = 1L;

    UsageProblem(String what, String action) {
        super(FailureCode.BAD_CONFIGURATION, what, action);
    }
}
