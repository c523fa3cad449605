// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Rule;
import java.util.List;

/** The rules of this package. */
public final class TransactionRules {

    private TransactionRules() {}

    public static List<Rule> all() {
        return List.of(
                new AltersToMerge(),
                new BackfillUnderExclusiveLock(),
                new BuiltInVain(),
                new ConcurrentlyInTransaction(),
                new CreateSkipped(),
                new EnumValueUsed(),
                new IdleTimeoutOff(),
                new LockOrder(),
                new LockTimeoutOff(),
                new LockTimeoutTooLate(),
                new MisplacedControl(),
                new QueryUnderExclusiveLock(),
                new SavepointInFile(),
                new SessionLock(),
                new SetLocalWithoutTransaction(),
                new SeveralTablesInFile(),
                new ShortTimeoutConcurrently(),
                new StatementTimeoutOff(),
                new TimeoutConcurrently(),
                new UnknownStatement(),
                new WideLockWindow(),
                new WriteBeforeLock());
    }
}
