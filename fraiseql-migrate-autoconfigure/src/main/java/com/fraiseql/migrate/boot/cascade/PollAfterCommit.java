// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Evicts in the thread of a writer after its commit, so that it reads its own writes. */
public final class PollAfterCommit implements TransactionExecutionListener {

    private final Supplier<CascadeRunner> runner;

    /**
     * Creates it.
     *
     * @param runner asked for at the first commit: transaction managers come before it
     */
    public PollAfterCommit(Supplier<CascadeRunner> runner) {
        this.runner = runner;
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure == null && !transaction.isReadOnly()) {
            runner.get().poll();
        }
    }
}
