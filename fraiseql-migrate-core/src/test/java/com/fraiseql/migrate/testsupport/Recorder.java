// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Writes down what a run says. */
public final class Recorder implements MigrationListener {

    public final List<String> remarks = new CopyOnWriteArrayList<>();
    public final List<String> notices = new CopyOnWriteArrayList<>();
    public final List<String> mutexWaits = new CopyOnWriteArrayList<>();
    public final List<String> retries = new CopyOnWriteArrayList<>();
    public final List<String> blockers = new CopyOnWriteArrayList<>();

    /** As {@code version:line first line}. */
    public final List<String> statements = new CopyOnWriteArrayList<>();

    @Override
    public void statementStarted(String version, int line, Supplier<String> firstLine) {
        statements.add(version + ":" + line + " " + firstLine.get());
    }

    @Override
    public void remark(String version, String message) {
        remarks.add(message);
    }

    @Override
    public void notice(String version, String severity, String message) {
        notices.add(severity + ": " + message);
    }

    @Override
    public void waitingForMutex(String holder, Duration waited) {
        mutexWaits.add(holder);
    }

    @Override
    public void retrying(String version, int attempt, String reason, List<String> blockedBy, Duration pause) {
        retries.add(reason + " " + blockedBy);
    }

    @Override
    public void blocked(List<String> found) {
        blockers.addAll(found);
    }
}
