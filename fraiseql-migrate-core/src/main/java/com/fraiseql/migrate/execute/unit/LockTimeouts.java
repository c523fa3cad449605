// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.LockPatience;
import com.fraiseql.migrate.script.Directive;
import com.fraiseql.migrate.script.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code lock_timeout} holds where in a transaction ({@code docs/design.md}, 8).
 *
 * <p>From the first statement on that may stop readers or writers the short one holds to the end of the unit: whoever
 * holds such a lock must not wait for long, whatever for. Before it nothing is set. A directive changes it for its
 * statement or file; a file that sets {@code lock_timeout} itself has its own will from there on. A standalone
 * statement gets it for itself alone, and none at all where it lets readers and writers through.
 */
final class LockTimeouts {

    /** What a file has set itself is not known, and taken to be short. */
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Duration configured;
    private final LockPatience patience;
    private @Nullable Duration ofFile;
    private boolean ownWill;
    private boolean set;

    LockTimeouts(Duration configured, LockPatience patience) {
        this.configured = configured;
        this.patience = patience;
    }

    /** Takes the directives in the file's head, which are known once its first statement has been read. */
    void file(List<Directive> headDirectives) {
        ofFile = duration(headDirectives);
    }

    /** @param setsLockTimeout whether the file has set it itself in what has gone by */
    void passed(boolean setsLockTimeout) {
        ownWill |= setsLockTimeout;
    }

    Optional<String> before(Statement statement) {
        ownWill |= statement.traits().mentionsLockTimeout();
        Duration own = duration(statement.directives());
        if (own != null) {
            return Optional.of(local(own));
        }
        if (ownWill || set || !statement.traits().strongLock()) {
            return Optional.empty();
        }
        set = true;
        return Optional.of(local(forStrongLocks()));
    }

    /** Whether the file has set it itself. */
    boolean ofTheFile() {
        return ownWill;
    }

    /** What a standalone statement needs; nothing if the file has its own will. */
    Optional<String> beforeStandalone(Statement statement) {
        if (ownWill && duration(statement.directives()) == null) {
            return Optional.empty();
        }
        Duration wanted = Objects.requireNonNullElse(of(statement), Duration.ZERO);
        return Optional.of("SET lock_timeout = " + patience.of(wanted).toMillis());
    }

    /** After how long the statement gives up waiting for a lock; {@code null} if it waits for as long as it takes. */
    @Nullable
    Duration of(Statement statement) {
        Duration own = duration(statement.directives());
        if (own != null) {
            return own;
        }
        if (ownWill) {
            return SHORT;
        }
        return set || statement.traits().strongLock() ? forStrongLocks() : null;
    }

    private Duration forStrongLocks() {
        return ofFile == null ? configured : ofFile;
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

    private String local(Duration timeout) {
        return "SET LOCAL lock_timeout = " + patience.of(timeout).toMillis();
    }
}
