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
 * <p>The short timeout holds from the first statement that may stop readers or writers to the end of the unit: a
 * session that holds such a lock must not wait long for anything else. Before that statement nothing is set. A
 * directive changes it for its statement or file; after a file has set {@code lock_timeout} itself, the engine leaves
 * it alone. A standalone statement has a timeout of its own, and none at all where it lets readers and writers through.
 */
final class LockTimeouts {

    /** The file's own value is not known, and assumed to be short. */
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Duration configured;
    private final LockPatience patience;
    private @Nullable Duration ofFile;
    private boolean setByFile;
    private boolean set;

    LockTimeouts(Duration configured, LockPatience patience) {
        this.configured = configured;
        this.patience = patience;
    }

    /** Takes the directives in the file's head, which are known once its first statement has been read. */
    void file(List<Directive> headDirectives) {
        ofFile = duration(headDirectives);
    }

    /** @param setsLockTimeout whether the file has set it itself in the statements so far */
    void passed(boolean setsLockTimeout) {
        setByFile |= setsLockTimeout;
    }

    Optional<String> before(Statement statement) {
        setByFile |= statement.traits().mentionsLockTimeout();
        Duration own = duration(statement.directives());
        if (own != null) {
            return Optional.of(local(own));
        }
        if (setByFile || set || !statement.traits().strongLock()) {
            return Optional.empty();
        }
        set = true;
        return Optional.of(local(forStrongLocks()));
    }

    /** Whether the file has set it itself. */
    boolean ofTheFile() {
        return setByFile;
    }

    /** What a standalone statement needs; nothing if the file sets the timeout itself. */
    Optional<String> beforeStandalone(Statement statement) {
        if (setByFile && duration(statement.directives()) == null) {
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
        if (setByFile) {
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
