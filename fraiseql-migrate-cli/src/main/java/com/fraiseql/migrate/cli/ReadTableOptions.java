// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmOptions.Isolation;
import com.fraiseql.migrate.projection.ivm.IvmOptions.Locks;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Which read tables a command is about, and how they are maintained. What is not given is as the project says:
 * {@code fraiseql.migrate.ivm.*} and the scope of the sync.
 */
final class ReadTableOptions {

    @Option(
            names = "--tables",
            paramLabel = "TABLE",
            split = ",",
            description = "Only these tables, for instance tv_post (default: all).")
    private List<String> tables = List.of();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Option(
            names = "--isolation",
            paramLabel = "read-committed|any",
            converter = IsolationText.class,
            description = {
                "The transactions that may write to base tables (default: read-committed; statements of others are "
                        + "refused).",
                "With any, one that would leave a stale row fails with 40001."
            })
    private @Nullable Isolation isolation;

    @Option(
            names = "--locks",
            paramLabel = "edges|table",
            converter = LocksText.class,
            description = {
                "What transactions that change the same read table wait for: edges, each other if they change the same "
                        + "rows;",
                "table, each other (default: edges)."
            })
    private @Nullable Locks locks;

    @Option(
            names = "--most-keys",
            paramLabel = "N",
            description = "Keys or links of one transaction that are locked one by one; above that the read table is"
                    + " locked as a whole (default: 64).")
    private @Nullable Integer mostKeys;

    static final class IsolationText implements ITypeConverter<Isolation> {
        @Override
        public Isolation convert(String value) {
            return constant(Isolation.class, value);
        }
    }

    static final class LocksText implements ITypeConverter<Locks> {
        @Override
        public Locks convert(String value) {
            return constant(Locks.class, value);
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String value) {
        try {
            return Choice.among(type).apply(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + value + "' is not known: " + e.getMessage());
        }
    }

    /** The tables as the sync counts them. */
    SyncOptions scope(SyncOptions options) {
        return scope.of(options.withTables(Set.copyOf(tables)));
    }

    /** How the tables of a sync with these options are maintained. */
    IvmOptions ivm(SyncOptions sync, ProjectConfig project) {
        IvmOptions defaults = IvmOptions.defaults();
        int most = Choice.of(mostKeys, defaults.mostKeys(), project, "ivm.most-keys", Integer::valueOf);
        if (most < 1) {
            throw new UsageProblem("--most-keys " + most + " is not a number of keys.", "Give 1 or more.");
        }
        return defaults.withSchema(sync.schema())
                .withScope(sync.scope())
                .withIsolation(Choice.of(
                        isolation, defaults.isolation(), project, "ivm.isolation", Choice.among(Isolation.class)))
                .withLocks(Choice.of(locks, defaults.locks(), project, "ivm.locks", Choice.among(Locks.class)))
                .withMostKeys(most)
                .withTimeZone(sync.timeZone());
    }
}
