// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.health;

import com.fraiseql.migrate.boot.ivm.IvmMonitor;
import com.fraiseql.migrate.boot.monitor.Answer;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Out of service while something in the database keeps a maintained table from being right, or the maintenance could
 * not be installed; down while the database cannot be asked.
 */
public class IvmHealthIndicator extends AbstractHealthIndicator {

    private final IvmMonitor monitor;

    /** Creates the indicator. */
    public IvmHealthIndicator(IvmMonitor monitor) {
        super("The incremental maintenance could not be checked");
        this.monitor = monitor;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("mode", monitor.mode());
        FailureFacts failure = monitor.failure();
        if (failure != null) {
            builder.outOfService().withDetail("error", failure.message() + " " + failure.action());
        }
        Answer<List<IvmProblem>> answer = monitor.problems();
        List<IvmProblem> problems = answer.value();
        FailureFacts error = answer.error();
        if (error != null) {
            builder.down().withDetail("error", error.message());
        } else if (problems != null && !problems.isEmpty()) {
            builder.outOfService()
                    .withDetail(
                            "problems",
                            problems.stream().map(IvmHealthIndicator::details).toList());
        }
    }

    private static Map<String, Object> details(IvmProblem problem) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (problem.table() != null) {
            details.put("table", problem.table());
        }
        details.put("kind", problem.kind());
        details.put("message", problem.message());
        details.put("advice", problem.advice());
        return details;
    }
}
