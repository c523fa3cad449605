// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.MigrateException;
import java.time.Duration;
import java.util.List;

/** Is told what a sync does, from any of its threads, one call at a time. */
public interface SyncListener {

    /** Before the first table of a run that has something to do. */
    default void beforeRun(List<String> tables) {}

    /** Before a table. {@code reason} is one sentence part, such as "its view has changed". */
    default void beforeTable(String table, String reason) {}

    /** As it goes on. */
    default void progress(SyncProgress progress) {}

    /** After a table. */
    default void afterTable(TableResult result) {}

    /** When a table's sync ends with an error. */
    default void failed(String table, MigrateException failure) {}

    /** When another instance is syncing; again every few seconds. */
    default void waitingForOther(String holder, Duration waited) {}

    /** Something worth a line in the log. */
    default void remark(String table, String message) {}
}
