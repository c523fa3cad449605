// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.survey.ReadTable;
import com.fraiseql.migrate.projection.survey.ReadTableSet;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.SyncResult.Untouched;
import com.fraiseql.migrate.projection.sync.TableResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has come to so far. */
public final class ResultCollector {

    private final Map<String, TableResult> synced = new LinkedHashMap<>();
    private final Map<String, String> notAdopted = new LinkedHashMap<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();
    private final Map<String, MigrateException> failures = new LinkedHashMap<>();

    /** A table may be filled twice, if one that it reads was written after it. */
    void synced(TableResult result) {
        failures.remove(result.table());
        skipped.remove(result.table());
        synced.merge(result.table(), result, TableResult::plus);
    }

    /** A table whose first pass was not the end: the counts are those of both. */
    void finished(TableResult result) {
        synced.put(result.table(), result);
    }

    public void notAdopted(String table, String differences) {
        notAdopted.put(table, differences);
    }

    void skipped(String table, String reason) {
        skipped.put(table, reason);
    }

    void failed(String table, MigrateException failure) {
        skipped.remove(table);
        synced.remove(table);
        failures.put(table, failure);
    }

    boolean isSynced(String table) {
        return synced.containsKey(table);
    }

    boolean isFailed(String table) {
        return failures.containsKey(table);
    }

    boolean isSkipped(String table) {
        return skipped.containsKey(table);
    }

    boolean isNotAdopted(String table) {
        return notAdopted.containsKey(table);
    }

    public SyncResult result(ReadTableSet tables, boolean leftToOther, Duration duration) {
        List<String> unchanged = new ArrayList<>();
        Map<String, String> noSource = new LinkedHashMap<>();
        for (ReadTable work : tables.works()) {
            String name = work.name();
            if (!work.hasSource()) {
                noSource.put(name, work.noSource());
            } else if (!leftToOther && !isSynced(name) && !isFailed(name) && !isSkipped(name) && !isNotAdopted(name)) {
                unchanged.add(name);
            }
        }
        Untouched untouched = new Untouched(unchanged, notAdopted, noSource);
        return new SyncResult(List.copyOf(synced.values()), untouched, skipped, failures, leftToOther, duration);
    }
}
