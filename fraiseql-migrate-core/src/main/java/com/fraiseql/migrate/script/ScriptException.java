// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import org.jspecify.annotations.Nullable;

/** A script that cannot be run as it stands. Its detail is the line with a caret, where the place is known. */
public class ScriptException extends MigrateException {

    private static final long serialVersionUID = 1L;

    ScriptException(
            FailureCode code,
            String what,
            String action,
            @Nullable SourceLocation location,
            @Nullable String detail,
            @Nullable Throwable cause) {
        super(builder(code, what, action).location(location).detail(detail).cause(cause));
    }
}
