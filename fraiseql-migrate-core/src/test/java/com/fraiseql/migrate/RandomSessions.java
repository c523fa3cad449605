// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random scripts that set, reset, commit, are cut and fail; and the same as transactions, for a run that nothing
 * disturbs.
 */
final class RandomSessions {

    private final Random random;
    private final String role;
    private final List<String> file = new ArrayList<>();
    private final List<List<String>> transactions = new ArrayList<>();
    private int fuses;
    private int tables;

    RandomSessions(long seed, String role) {
        this.random = new Random(seed);
        this.role = role;
        transactions.add(new ArrayList<>());
        int length = 8 + random.nextInt(14);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(5) == 0) {
                block();
            } else if (random.nextInt(3) == 0) {
                cut();
            } else {
                statement();
            }
        }
        report();
        both("CREATE TABLE t" + tables + " ()");
    }

    String file() {
        return String.join(";\n", file) + ";\n";
    }

    /** One list of statements for each transaction. */
    List<List<String>> transactions() {
        return transactions;
    }

    int fuses() {
        return fuses;
    }

    private void both(String sql) {
        file.add(sql);
        transactions.get(transactions.size() - 1).add(sql);
    }

    private void block() {
        file.add("BEGIN");
        transactions.add(new ArrayList<>());
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            statement();
        }
        file.add("COMMIT");
        transactions.add(new ArrayList<>());
    }

    /** Where the engine has to end a transaction that, but for this, would go on. */
    private void cut() {
        List<String> undisturbed = transactions.get(transactions.size() - 1);
        switch (random.nextInt(6)) {
            case 0 -> {
                file.add("CALL public.p()");
                undisturbed.add("INSERT INTO public.log (what) VALUES ('p ' || current_setting('search_path'))");
            }
            case 1 -> {
                file.add("DISCARD ALL");
                undisturbed.add("RESET SESSION AUTHORIZATION");
                undisturbed.add("RESET ALL");
            }
            default -> file.add("VACUUM public.fuse");
        }
    }

    private void statement() {
        String schema = "s" + (1 + random.nextInt(3));
        String number = String.valueOf(random.nextInt(100));
        switch (random.nextInt(20)) {
            case 0, 1 -> both("SET search_path = " + schema + ", public");
            case 2, 3 -> both("SET LOCAL search_path = " + schema + ", public");
            case 4 -> both("RESET search_path");
            case 5 -> both("SET app.a = '" + number + "'");
            case 6 -> both("SET LOCAL app.a = '" + number + "'");
            case 7 -> both("SELECT set_config('app.b', public.writes(), " + random.nextBoolean() + ")");
            case 8 -> both("SELECT public.sets('" + number + "', " + random.nextBoolean() + ")");
            case 9 -> both("SET ROLE " + role);
            case 10 -> both("SET LOCAL ROLE " + role);
            case 11 -> both("RESET ROLE");
            case 12 -> {
                both("SAVEPOINT a");
                both("SET search_path = " + schema + ", public");
                both("SET LOCAL app.a = '" + number + "'");
                both(random.nextBoolean() ? "ROLLBACK TO a" : "RELEASE a");
            }
            case 13 -> both("RESET ALL");
            case 14 -> both("CREATE TABLE t" + tables++ + " ()");
            case 15, 16 -> both("SELECT public.blow(" + fuses++ + ")");
            default -> report();
        }
    }

    private void report() {
        both("INSERT INTO public.log (what) SELECT concat_ws('|', current_setting('search_path'), current_user,"
                + " NULLIF(current_setting('app.a', true), ''), 'b' || NULLIF(current_setting('app.b', true), ''),"
                + " 'i' || NULLIF(current_setting('app.inner', true), ''))");
    }
}
