// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.url;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.SourceLocation;

/** What was said about the server cannot be right. */
public final class ConnectionProblem extends MigrateException {

    private static final long serialVersionUID = 1L;

    public ConnectionProblem(String what, String action) {
        super(FailureCode.BAD_CONFIGURATION, Secrets.mask(what), action);
    }

    public ConnectionProblem(SourceLocation location, String what, String action) {
        super(builder(FailureCode.BAD_CONFIGURATION, Secrets.mask(what), action).location(location));
    }
}
