// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.diagnostics;

import com.fraiseql.migrate.boot.SpringWording;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what went wrong and what to do, with the excerpt of the SQL and without a stack trace. One analyzer is enough,
 * since every failure of the engine carries its own sentences.
 */
class MigrateExceptionFailureAnalyzer extends AbstractFailureAnalyzer<MigrateException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MigrateException cause) {
        StringBuilder description = new StringBuilder(cause.what());
        cause.location()
                .map(SourceLocation::toString)
                .filter(location -> !cause.what().contains(location))
                .ifPresent(location -> description.append("\n  at ").append(location));
        cause.detail().ifPresent(detail -> description.append('\n').append(detail));
        return new FailureAnalysis(description.toString(), SpringWording.action(cause), cause);
    }
}
