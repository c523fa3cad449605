// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.metrics;

import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.boot.ivm.IvmMonitor;
import com.fraiseql.migrate.boot.ivm.IvmRunner;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.TableActivity;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How much work incremental maintenance is, and whether something is wrong with it. A scrape costs the database a small
 * query at most, since answers are reused; a table that is maintained since after the start has no meters before the
 * next one.
 */
public final class IvmMetrics extends Recorder {

    private static final String PREFIX = "fraiseql.ivm.";
    /** Only the main database's tables are maintained. */
    private static final Tags DATABASE = Tags.of("database", MigratorNames.MAIN);

    private final IvmMonitor monitor;

    /** Creates the meters of the tables as soon as it is known which there are. */
    public IvmMetrics(IvmMonitor monitor, IvmRunner runner) {
        this.monitor = monitor;
        runner.whenMaintained(tables -> record(registry -> register(registry, tables)));
    }

    private void register(MeterRegistry registry, List<String> tables) {
        Gauge.builder(PREFIX + "problems", this::problems)
                .description("What keeps maintained tables from being right")
                .tags(DATABASE)
                .register(registry);
        for (String table : tables) {
            Tags tags = DATABASE.and("table", table);
            counter(
                    registry,
                    "passes",
                    "How often a transaction has maintained the table",
                    tags,
                    TableActivity::passes);
            counter(
                    registry,
                    "passes.coarse",
                    "How often it has locked the whole table",
                    tags,
                    TableActivity::coarsePasses);
            rows(registry, tags.and("operation", "inserted"), TableActivity::inserted);
            rows(registry, tags.and("operation", "updated"), TableActivity::updated);
            rows(registry, tags.and("operation", "deleted"), TableActivity::deleted);
        }
    }

    private void rows(MeterRegistry registry, Tags tags, ToDoubleFunction<TableActivity> count) {
        counter(registry, "rows", "Rows of the table that were written, by whomever", tags, count);
    }

    private void counter(
            MeterRegistry registry, String name, String description, Tags tags, ToDoubleFunction<TableActivity> count) {
        String table = tags.stream()
                .filter(tag -> tag.getKey().equals("table"))
                .findFirst()
                .orElseThrow()
                .getValue();
        FunctionCounter.builder(PREFIX + name, monitor, known -> count(known, table, count))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static double count(IvmMonitor monitor, String table, ToDoubleFunction<TableActivity> count) {
        List<TableActivity> known = monitor.activity().value();
        return known == null
                ? Double.NaN
                : known.stream()
                        .filter(activity -> activity.table().equals(table))
                        .findFirst()
                        .map(count::applyAsDouble)
                        .orElse(0.0);
    }

    private double problems() {
        List<IvmProblem> problems = monitor.problems().value();
        return problems == null ? Double.NaN : problems.size();
    }
}
