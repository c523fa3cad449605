// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.TimeZoneName;
import java.time.Duration;
import java.util.Map;

/**
 * What a run needs to know of the options.
 *
 * @param lockTimeout how long one statement may wait for a lock that stops readers or writers
 * @param lockWait how long a unit is retried, in all
 * @param mutexWait how long to wait for another migrator
 * @param timeZone the zone that migrations run in
 * @param placeholders the values of configured placeholders
 */
public record ExecuteSettings(
        Duration lockTimeout,
        Duration lockWait,
        Duration mutexWait,
        TimeZoneName timeZone,
        Map<String, String> placeholders) {

    public ExecuteSettings {
        placeholders = Map.copyOf(placeholders);
    }
}
