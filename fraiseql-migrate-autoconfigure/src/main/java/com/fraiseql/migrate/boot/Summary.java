// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.UpResult;
import java.util.List;

/** The line that every start logs. */
final class Summary {

    private static final int MOST_NAMES = 10;

    private Summary() {}

    static String of(UpResult result) {
        int count = result.applied().size();
        long millis = result.duration().toMillis();
        int before = result.alreadyApplied();
        List<String> withoutFile = result.withoutFile();
        if (count == 0 && before == 0) {
            return withoutFile.isEmpty()
                    ? "there are no migrations, neither here nor in the history (" + millis + " ms)"
                    : "nothing to do: there are no migrations here, and " + elsewhere(withoutFile) + " (" + millis
                            + " ms)";
        }
        String also = withoutFile.isEmpty() ? "" : "; " + elsewhere(withoutFile);
        if (count == 0) {
            return "schema is up to date, %s applied before, nothing to do (%d ms)%s"
                    .formatted(migrations(before), millis, also);
        }
        String last = result.applied().get(count - 1).version();
        return "applied %s in %d ms, %d applied before; the last one is %s%s"
                .formatted(migrations(count), millis, before, last, also);
    }

    private static String elsewhere(List<String> versions) {
        int count = versions.size();
        String names = String.join(", ", versions.subList(0, Math.min(count, MOST_NAMES)));
        String more = count > MOST_NAMES ? " and " + (count - MOST_NAMES) + " more" : "";
        return "the history has %s without a file here: %s%s".formatted(migrations(count), names, more);
    }

    private static String migrations(int count) {
        return count == 1 ? "1 migration" : count + " migrations";
    }
}
