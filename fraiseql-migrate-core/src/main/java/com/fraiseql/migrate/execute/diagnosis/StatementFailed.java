// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import java.util.List;

/** A migration was not executed to its end; what came before the failure is committed and recorded. */
public final class StatementFailed extends MigrateException {

    private static final long serialVersionUID = 1L;

    private final String version;
    private final String sqlState;
    private transient List<AppliedMigration> done = List.of();

    /**
     * Of a migration.
     *
     * @param failure what to say of it
     * @param sqlState PostgreSQL's SQLSTATE, empty if it gave none
     */
    public StatementFailed(Builder failure, String version, String sqlState) {
        super(failure);
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
