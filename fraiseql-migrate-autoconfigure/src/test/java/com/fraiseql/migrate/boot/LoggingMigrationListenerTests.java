// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener.Direction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LoggingMigrationListenerTests {

    @Test
    void whatWasAppliedIsToldBeforeTheLogWaitsForALock(CapturedOutput output) {
        LoggingMigrationListener listener = new LoggingMigrationListener();
        listener.beforeRun(List.of("001_users", "002_posts"));
        listener.afterMigration(
                new AppliedMigration("001_users", "001_users.sql", 1, 1, false, Duration.ofMillis(3)), Direction.UP);
        assertThat(output).doesNotContain("001_users");

        listener.blocked(List.of("session 7 (psql, idle in transaction)"));
        assertThat(output).containsOnlyOnce("Applied 001_users.sql in 3 ms");

        listener.retrying("002_posts", 1, "lock timeout", List.of(), Duration.ofMillis(50));
        assertThat(output).containsSubsequence("Applied 001_users.sql", "002_posts: lock timeout");
        assertThat(output).containsOnlyOnce("001_users.sql");
    }
}
