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

    /**
     * When a table was not filled because one that it needs could not be.
     *
     * @param reason one sentence part, such as "it reads public.tv_user, which could not be filled"
     */
    default void skipped(String table, String reason) {}

    /**
     * When a table has rows that no sync has written, so that it was compared with its source and left alone.
     *
     * @param differences one sentence part, such as "500 rows differ, for instance 1, 2, 3"
     */
    default void notAdopted(String table, String differences) {}

    /**
     * When there is nothing to fill a table from.
     *
     * @param missing one sentence part
     */
    default void noSource(String table, String missing) {}

    /** When another instance is syncing; again every few seconds. */
    default void waitingForOther(String holder, Duration waited) {}

    /** Something worth a line in the log. */
    default void remark(String table, String message) {}
}
