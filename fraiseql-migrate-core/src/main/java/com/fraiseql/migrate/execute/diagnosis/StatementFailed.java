// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.listener.AppliedMigration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A migration was not executed to its end; what came before the failure is committed and recorded. */
public final class StatementFailed extends MigrateException {

    private static final long serialVersionUID = 1L;

    private final String version;
    private final String sqlState;
    private transient List<AppliedMigration> done = List.of();

    public StatementFailed(
            FailureCode code,
            String what,
            String action,
            @Nullable SourceLocation location,
            @Nullable String detail,
            @Nullable Throwable cause,
            String version,
            String sqlState) {
        super(builder(code, what, action).location(location).detail(detail).cause(cause));
        this.version = version;
        this.sqlState = sqlState;
    }

    /** The migration that failed. */
    public String version() {
        return version;
    }

    /** PostgreSQL's SQLSTATE, empty if it gave none. */
    public String sqlState() {
        return sqlState;
    }

    /** What this run had applied before. */
    public List<AppliedMigration> done() {
        return done;
    }

    public StatementFailed after(List<AppliedMigration> applied) {
        this.done = List.copyOf(applied);
        return this;
    }
}
