// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.execute.checkpoint.Ledger;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.session.LostWithSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A script that was not executed to its end. */
public final class Interrupted extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ScriptWork work;
    private final int unit;
    private final transient Failure failure;
    private final transient Ledger.Advice advice;

    private final transient LostWithSession lost;
    private transient @Nullable EndsWithTransaction keptWhole;

    public Interrupted(ScriptWork work, int unit, Failure failure, Ledger.Advice advice) {
        this(work, unit, failure, advice, LostWithSession.NOTHING);
    }

    public Interrupted(ScriptWork work, int unit, Failure failure, Ledger.Advice advice, LostWithSession lost) {
        super(failure);
        this.work = work;
        this.unit = unit;
        this.failure = failure;
        this.advice = advice;
        this.lost = lost;
    }

    /** Says why the file was not cut. */
    public Interrupted keptWhole(@Nullable EndsWithTransaction reason) {
        this.keptWhole = reason;
        return this;
    }

    /** Why the file was not cut where the server demanded it. */
    public Optional<EndsWithTransaction> keptWhole() {
        return Optional.ofNullable(keptWhole);
    }

    /** What the finished part had in a session that has ended. */
    public LostWithSession lost() {
        return lost;
    }

    public ScriptWork work() {
        return work;
    }

    /** The unit that failed, counted from 0. */
    public int unit() {
        return unit;
    }

    public Failure failure() {
        return failure;
    }

    /** What to execute by hand if it cannot be told what became of the unit. */
    public Ledger.Advice advice() {
        return advice;
    }
}
