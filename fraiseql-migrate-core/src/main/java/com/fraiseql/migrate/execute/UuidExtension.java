// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.Pipeline.Failure;
import java.util.regex.Pattern;

/**
 * FraiseQL's tables have {@code DEFAULT uuid_generate_v4()}, a function of the extension {@code uuid-ossp}, and its documentation
 * uses it without creating the extension. Where that function is what a unit failed for, the extension is created, which
 * PostgreSQL allows to everyone who may create objects in the database, and the undone unit is retried. A line in the log says so.
 */
final class UuidExtension {

    private static final Pattern MISSING = Pattern.compile("\\buuid_generate_v[1345][a-z]*\\(");

    private final RunContext run;
    private boolean tried;

    UuidExtension(RunContext run) {
        this.run = run;
    }

    /** Whether the function was what was missing and is there now. */
    boolean provide(Failure failure) {
        if (tried
                || failure.origin() == null
                || !SqlState.UNDEFINED_FUNCTION.equals(SqlState.of(failure.error()))
                || !MISSING.matcher(String.valueOf(failure.error().getMessage()))
                        .find()) {
            return false;
        }
        tried = true;
        if (run.session().query("CREATE EXTENSION \"uuid-ossp\"").error() != null) {
            return false;
        }
        run.listener()
                .remark(
                        failure.origin().version(),
                        "uuid_generate_v4() was missing, so the extension uuid-ossp has been created; write CREATE EXTENSION IF NOT"
                                + " EXISTS \"uuid-ossp\" into your first migration, or use gen_random_uuid(), which needs none.");
        return true;
    }
}
