// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.UpResult;
import java.time.Duration;

/** The one line that every start logs, whatever there was to do. */
final class Summary {

    private Summary() {}

    static String of(UpResult result) {
        int count = result.applied().size();
        if (count == 0) {
            return "schema is up to date, %s applied before, nothing to do (%d ms)"
                    .formatted(migrations(result.alreadyApplied()), millis(result.duration()));
        }
        String last = result.applied().get(count - 1).version();
        return "applied %s in %d ms, %d applied before; the last one is %s"
                .formatted(migrations(count), millis(result.duration()), result.alreadyApplied(), last);
    }

    private static String migrations(int count) {
        return count == 1 ? "1 migration" : count + " migrations";
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
