// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.projection.ivm.decide.Analysis;
import com.fraiseql.migrate.projection.ivm.run.Analyser;
import com.fraiseql.migrate.projection.ivm.run.Inspector;
import com.fraiseql.migrate.projection.ivm.run.Installer;
import com.fraiseql.migrate.projection.ivm.run.IvmRun;
import com.fraiseql.migrate.projection.ivm.run.Remover;
import com.fraiseql.migrate.projection.ivm.run.Verifier;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Keeps {@code tv_} tables equal to their views: after every committed transaction, no matter which session writes. A
 * table for which that cannot be promised is left to the sync, with the reasons.
 *
 * <p>Every failure is a {@link com.fraiseql.migrate.failure.MigrateException}.
 */
public final class IncrementalMaintenance {

    private static final Analyser ANALYSER = Analysis::of;

    private final DataSource dataSource;

    public IncrementalMaintenance(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /** What could be maintained, and the SQL that would do it. Changes nothing. */
    public IvmReport analyse(IvmOptions options) {
        return IvmRun.with(dataSource, options, run -> new Installer(run, options, ANALYSER).analyse());
    }

    /** The same, and asks the planner for each table that can be maintained what recomputing one row costs. */
    public IvmReport explain(IvmOptions options) {
        return IvmRun.with(dataSource, options, run -> new Installer(run, options, ANALYSER).explain());
    }

    /**
     * Installs the maintenance of every table that can be maintained, or regenerates what has changed, and makes those
     * tables equal to their views. Removes the maintenance of tables that cannot be maintained any more.
     */
    public IvmResult apply(IvmOptions options) {
        return IvmRun.with(dataSource, options, run -> new Installer(run, options, ANALYSER).install());
    }

    /** Removes everything that {@link #apply} has created. Gives the tables that were maintained. */
    public List<String> drop(IvmOptions options) {
        return IvmRun.with(dataSource, options, run -> new Remover(run, options).remove());
    }

    /**
     * Compares maintained tables with their views, also while others write.
     *
     * @param repair whether a table that differs is made equal
     * @param sample how many rows of each table are compared, chosen at random; 0 for all
     */
    public List<Verification> verify(IvmOptions options, boolean repair, int sample) {
        return IvmRun.with(dataSource, options, run -> new Verifier(run, options, sample).verify(repair));
    }

    /** What is wrong with the maintenance; empty if nothing is, or nothing is maintained. Changes nothing. */
    public List<IvmProblem> inspect(IvmOptions options) {
        return IvmRun.with(dataSource, options, run -> new Inspector(run, options, ANALYSER).inspect());
    }
}
