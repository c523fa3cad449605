// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Files and history do not fit together. Nothing has been done. */
public final class PlanException extends MigrateException {

    private static final long serialVersionUID = 1L;

    PlanException(FailureCode code, String what, String action, @Nullable String file, @Nullable String detail) {
        super(builder(code, what, action)
                .location(file == null ? null : SourceLocation.file(file))
                .detail(detail));
    }
}
