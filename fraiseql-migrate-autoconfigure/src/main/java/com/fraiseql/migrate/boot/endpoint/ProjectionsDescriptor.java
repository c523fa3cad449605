// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.boot.ivm.IvmMonitor;
import com.fraiseql.migrate.boot.monitor.Answer;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.projection.ivm.IvmMode;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The read tables of the main database, and whether they are maintained incrementally.
 *
 * @param readAt when the database was asked
 * @param mode what a start does about it; nothing is asked where it is {@code OFF}
 * @param error why the database did not answer, or why the maintenance could not be installed
 * @param summary how many tables there are of each kind
 * @param tables each table with its verdict
 * @param problems what keeps a maintained table from being right
 */
public record ProjectionsDescriptor(
        Instant readAt,
        IvmMode mode,
        @Nullable FailureFacts error,
        Summary summary,
        List<ProjectionDescriptor> tables,
        List<IvmProblem> problems) {

    /**
     * How many tables there are.
     *
     * @param all those that count
     * @param incremental those that can be maintained
     * @param maintained those that are maintained
     * @param outdated those of them that are maintained by what was generated for an earlier definition
     */
    public record Summary(int all, int incremental, int maintained, int outdated) {

        static Summary of(List<TableVerdict> tables) {
            return new Summary(
                    tables.size(),
                    count(tables, TableVerdict::incremental),
                    count(tables, table -> table.installed() != Installed.NO),
                    count(tables, table -> table.installed() == Installed.OUTDATED));
        }

        private static int count(List<TableVerdict> tables, Predicate<TableVerdict> which) {
            return (int) tables.stream().filter(which).count();
        }
    }

    static ProjectionsDescriptor of(IvmMonitor monitor) {
        Answer<IvmReport> report = monitor.report();
        Answer<List<IvmProblem>> problems = monitor.problems();
        IvmReport known = report.value();
        List<IvmProblem> found = problems.value();
        List<TableVerdict> tables = known == null ? List.of() : known.tables();
        return new ProjectionsDescriptor(
                report.readAt(),
                monitor.mode(),
                first(monitor.failure(), report.error(), problems.error()),
                Summary.of(tables),
                tables.stream().map(ProjectionDescriptor::of).toList(),
                found == null ? List.of() : found);
    }

    private static @Nullable FailureFacts first(
            @Nullable FailureFacts install, @Nullable FailureFacts report, @Nullable FailureFacts problems) {
        return install != null ? install : report != null ? report : problems;
    }
}
