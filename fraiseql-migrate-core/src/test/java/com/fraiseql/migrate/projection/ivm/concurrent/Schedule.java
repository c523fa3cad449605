// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What two or three sessions do, each step by step, in every order of the steps. A step that has to wait for another
 * session's lock waits, and so do the steps after it; the others go on.
 */
final class Schedule {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final List<List<String>> sessions;

    private Schedule(List<List<String>> sessions) {
        this.sessions = sessions;
    }

    /**
     * Each session changes something, does what COMMIT would do while the transaction stays open, and commits. So a
     * step of another session can come between the maintenance and the end of the transaction.
     */
    static Schedule of(String... changes) {
        return new Schedule(Arrays.stream(changes).map(Schedule::transaction).toList());
    }

    static List<String> transaction(String change) {
        return List.of("BEGIN; " + change, "SET CONSTRAINTS ALL IMMEDIATE", "COMMIT");
    }

    /** A transaction that is prepared, and committed later. */
    static List<String> prepared(String name, String change) {
        return List.of("BEGIN; " + change, "PREPARE TRANSACTION '" + name + "'", "COMMIT PREPARED '" + name + "'");
    }

    /** One session more, with these steps. */
    Schedule and(List<String> steps) {
        List<List<String>> more = new ArrayList<>(sessions);
        more.add(steps);
        return new Schedule(more);
    }

    /** Every order. */
    Outcome run(MaintainedDatabase db) throws SQLException {
        return run(db, Interleavings.all(lengths()));
    }

    /** So many orders at random. */
    Outcome sample(MaintainedDatabase db, int orders, long seed) throws SQLException {
        return run(db, Interleavings.sample(lengths(), orders, seed));
    }

    private List<Integer> lengths() {
        return sessions.stream().map(List::size).toList();
    }

    private Outcome run(MaintainedDatabase db, List<List<Integer>> orders) throws SQLException {
        List<Session> open = new ArrayList<>();
        Outcome outcome = new Outcome();
        try {
            for (int i = 0; i < sessions.size(); i++) {
                open.add(new Session(db.db()));
            }
            for (List<Integer> order : orders) {
                db.restore();
                boolean waited = play(db, open, order);
                outcome.add(order, waited, open, db.problems());
            }
        } finally {
            for (Session session : open) {
                session.close();
            }
            db.restore();
        }
        return outcome;
    }

    private boolean play(MaintainedDatabase db, List<Session> open, List<Integer> order) throws SQLException {
        List<Integer> pending = new ArrayList<>(order);
        int[] position = new int[open.size()];
        open.forEach(Session::ready);
        boolean waited = false;
        long start = System.nanoTime();
        while (!pending.isEmpty() || anyBusy(open)) {
            int next = firstThatCan(pending, open);
            if (next >= 0) {
                int number = pending.remove(next);
                Session session = open.get(number);
                List<String> steps = sessions.get(number);
                String step = steps.get(position[number]++);
                boolean last = position[number] == steps.size();
                if (session.failure() == null || last) {
                    session.start(session.failure() == null ? step : "ROLLBACK");
                    waited |= waitsForAnother(db, session);
                }
            } else if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("stuck in the order " + order + " with " + pending + " to come");
            }
        }
        return waited;
    }

    private static boolean anyBusy(List<Session> open) {
        boolean busy = false;
        for (Session session : open) {
            busy |= session.busy();
        }
        return busy;
    }

    private static int firstThatCan(List<Integer> pending, List<Session> open) {
        for (int i = 0; i < pending.size(); i++) {
            if (!open.get(pending.get(i)).busy()) {
                return i;
            }
        }
        return -1;
    }

    /** Returns when the step is done, or when it waits for another session. */
    private static boolean waitsForAnother(MaintainedDatabase db, Session session) throws SQLException {
        while (session.busy()) {
            if (db.isBlocked(session.pid())) {
                return true;
            }
        }
        return false;
    }
}
