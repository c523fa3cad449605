// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.MigrateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sync did.
 *
 * @param synced the tables that were synced, in order; empty if nothing was to be done
 * @param untouched the tables that were not to be filled
 * @param skipped the tables that were not filled since one that they read or refer to failed, each with the reason
 * @param failures the tables that failed, only with {@link SyncOptions#keepGoing()}
 * @param leftToOther whether another instance was syncing and this one did not wait
 * @param duration how long all of it took
 */
public record SyncResult(
        List<TableResult> synced,
        Untouched untouched,
        Map<String, String> skipped,
        Map<String, MigrateException> failures,
        boolean leftToOther,
        Duration duration) {

    public SyncResult {
        synced = List.copyOf(synced);
        skipped = ordered(skipped);
        failures = ordered(failures);
    }

    /**
     * The tables that were not to be filled.
     *
     * @param unchanged the tables whose definition has not changed since they were filled; their rows were not compared
     * @param notAdopted the tables that have rows which no sync has written, and how they differ from their sources
     * @param noSource the tables that there is nothing to fill from, each with what is missing
     */
    public record Untouched(List<String> unchanged, Map<String, String> notAdopted, Map<String, String> noSource) {

        public Untouched {
            unchanged = List.copyOf(unchanged);
            notAdopted = ordered(notAdopted);
            noSource = ordered(noSource);
        }
    }

    public List<String> unchanged() {
        return untouched.unchanged();
    }

    public Map<String, String> notAdopted() {
        return untouched.notAdopted();
    }

    public Map<String, String> noSource() {
        return untouched.noSource();
    }

    /** The first failure, with the other ones in its detail; empty if no table failed. */
    public Optional<MigrateException> firstFailure() {
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        MigrateException first = failures().values().iterator().next();
        List<String> others = new ArrayList<>();
        failures().forEach((table, failure) -> {
            if (failure != first) {
                others.add(table + " could not be filled either: " + failure.what());
            }
        });
        skipped().forEach((table, reason) -> others.add(table + " was not filled: " + reason + "."));
        if (others.isEmpty()) {
            return Optional.of(first);
        }
        String detail = first.detail().map(text -> text + "\n").orElse("") + String.join("\n", others);
        return Optional.of(MigrateException.builder(first.code(), first.what(), first.action())
                .location(first.location().orElse(null))
                .detail(detail)
                .cause(first)
                .build());
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
