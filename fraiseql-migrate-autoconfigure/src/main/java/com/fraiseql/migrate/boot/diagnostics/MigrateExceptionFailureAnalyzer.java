// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.diagnostics;

import com.fraiseql.migrate.boot.SpringWording;
import com.fraiseql.migrate.failure.MigrateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Reports what went wrong and what to do, with an excerpt of the SQL and without a stack trace. One analyzer is enough,
 * since every failure of the engine has its own description and action.
 */
class MigrateExceptionFailureAnalyzer extends AbstractFailureAnalyzer<MigrateException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MigrateException cause) {
        return new FailureAnalysis(SpringWording.description(cause), SpringWording.action(cause), cause);
    }
}
