// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the orders of a schedule have led to. */
final class Outcome {

    private int orders;
    private int waits;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> states = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    void add(List<Integer> order, boolean waited, List<Session> sessions, List<String> problems) {
        orders++;
        if (waited) {
            waits++;
        }
        for (int i = 0; i < sessions.size(); i++) {
            SQLException failure = sessions.get(i).failure();
            if (failure != null) {
                states.merge(String.valueOf(failure.getSQLState()), 1, Integer::sum);
                failures.add(order + " session " + i + ": " + failure.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            wrong.add(order + ": " + problems);
        }
    }

    /** The orders after which a read table was other than its view, or something was left. */
    List<String> wrong() {
        return wrong;
    }

    /** How many orders had a step that waited for another session. */
    int waits() {
        return waits;
    }

    /** How often sessions have failed, by SQLSTATE. */
    Map<String, Integer> states() {
        return states;
    }

    /** In no order anything was wrong, and no session failed but with one of these SQLSTATEs. */
    void assertRight(String... expectedStates) {
        assertThat(orders).isPositive();
        assertThat(wrong).as("after %s orders", orders).isEmpty();
        assertThat(Set.of(expectedStates)).as("%s", failures).containsAll(states.keySet());
    }

    @Override
    public String toString() {
        return orders + " orders, " + waits + " with waits, " + wrong.size() + " wrong, failures " + states;
    }
}
