// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The orders in which sessions can take their steps. An order has a session's number for each step. */
final class Interleavings {

    private Interleavings() {}

    /** All of them. */
    static List<List<Integer>> all(List<Integer> steps) {
        List<List<Integer>> orders = new ArrayList<>();
        extend(new ArrayList<>(), new ArrayList<>(steps), orders);
        return orders;
    }

    /** So many of them at random, each once if there are not more. */
    static List<List<Integer>> sample(List<Integer> steps, int most, long seed) {
        List<List<Integer>> orders = all(steps);
        Collections.shuffle(orders, new Random(seed));
        return orders.subList(0, Math.min(most, orders.size()));
    }

    private static void extend(List<Integer> order, List<Integer> left, List<List<Integer>> orders) {
        boolean complete = true;
        for (int session = 0; session < left.size(); session++) {
            if (left.get(session) > 0) {
                complete = false;
                left.set(session, left.get(session) - 1);
                order.add(session);
                extend(order, left, orders);
                order.remove(order.size() - 1);
                left.set(session, left.get(session) + 1);
            }
        }
        if (complete) {
            orders.add(List.copyOf(order));
        }
    }
}
