// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What has happened so far, from all writers and the checker. */
final class FuzzCounts {

    private static final int REMEMBERED = 60;

    private long commits;
    private long snapshots;
    private final Map<String, Integer> failures = new TreeMap<>();
    private final List<String> surprises = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final Deque<String> recent = new ArrayDeque<>();

    synchronized void committed(String transaction) {
        commits++;
        recent.addLast(transaction);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
    }

    /** A transaction that failed with what random writers do to each other. */
    synchronized void failed(String state) {
        failures.merge(state, 1, Integer::sum);
    }

    /** A transaction that failed with something else. */
    synchronized void surprised(String message) {
        if (surprises.size() < 20) {
            surprises.add(message);
        }
    }

    synchronized void compared(List<String> found) {
        snapshots++;
        if (!found.isEmpty() && differences.size() < 10) {
            differences.add(
                    found + " after " + commits + " commits, the last of which were:\n" + String.join("\n", recent));
        }
    }

    synchronized long commits() {
        return commits;
    }

    synchronized long snapshots() {
        return snapshots;
    }

    synchronized List<String> surprises() {
        return List.copyOf(surprises);
    }

    synchronized List<String> differences() {
        return List.copyOf(differences);
    }

    @Override
    public synchronized String toString() {
        return commits + " commits, " + snapshots + " snapshots, " + differences.size() + " differences, failures "
                + failures;
    }
}
