// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.Directive;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code lock_timeout} holds where in a transaction (DESIGN §5.6).
 *
 * <p>From the first statement on that may stop readers or writers the short one holds to the end of the unit: whoever holds such a lock
 * must not wait for long, whatever for. Before it nothing is set. A directive changes it for its statement or file; a file that
 * sets {@code lock_timeout} itself has its own will from there on.
 */
final class LockTimeouts {

    private final Duration configured;
    private @Nullable Duration ofFile;
    private boolean ownWill;
    private boolean set;

    LockTimeouts(Duration configured) {
        this.configured = configured;
    }

    /** Takes the directives in the file's head. */
    void file(StatementReader reader) {
        ofFile = duration(reader.headDirectives());
    }

    /** A statement of a finished unit goes by. */
    void passed(Statement statement) {
        ownWill |= statement.traits().mentionsLockTimeout();
    }

    Optional<String> before(Statement statement) {
        ownWill |= statement.traits().mentionsLockTimeout();
        Duration own = duration(statement.directives());
        if (own != null) {
            return Optional.of(sql(own));
        }
        if (ownWill || set || !statement.traits().strongLock()) {
            return Optional.empty();
        }
        set = true;
        return Optional.of(sql(ofFile == null ? configured : ofFile));
    }

    Optional<String> after(Statement statement) {
        if (duration(statement.directives()) == null) {
            return Optional.empty();
        }
        set = false;
        return Optional.of("SET LOCAL lock_timeout TO DEFAULT");
    }

    private static @Nullable Duration duration(List<Directive> directives) {
        return directives.stream()
                .filter(directive -> directive.name().equals(Directive.LOCK_TIMEOUT))
                .map(Directive::lockTimeout)
                .findFirst()
                .orElse(null);
    }

    private static String sql(Duration timeout) {
        return "SET LOCAL lock_timeout = " + timeout.toMillis();
    }
}
