// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.sql.LockLevel;

/** What the bad example of a rule does to a server. The build runs the example and looks. */
public sealed interface Proof {

    /** The proof as a sentence, for the page of the rule. */
    String sentence();

    /** At the end of the example's transaction, this is the strongest lock that it holds on the relation. */
    record TakesLock(String relation, LockLevel level) implements Proof {
        @Override
        public String sentence() {
            return "It holds " + words(level) + " on `" + relation + "` until its transaction ends.";
        }
    }

    /** Outside of a transaction: this is the lock that the example asks for on the table. */
    record AsksFor(String table, LockLevel level) implements Proof {
        @Override
        public String sentence() {
            return "It asks for " + words(level) + " on `" + table + "`.";
        }
    }

    /** While the example's transaction is open, another session's statement waits. */
    record Blocks(String statement) implements Proof {
        @Override
        public String sentence() {
            return "Another session waits with `" + statement + "` until its transaction ends.";
        }
    }

    /** Every row of the table is read. */
    record Scans(String table) implements Proof {
        @Override
        public String sentence() {
            return "It reads every row of `" + table + "`.";
        }
    }

    /** The table is rewritten, into another file. */
    record Rewrites(String table) implements Proof {
        @Override
        public String sentence() {
            return "It rewrites `" + table + "` into another file.";
        }
    }

    /** The index is built again though its table is not rewritten. */
    record RebuildsIndex(String index) implements Proof {
        @Override
        public String sentence() {
            return "It builds the index `" + index + "` again.";
        }
    }

    /** The example fails with this SQLSTATE, executed as it stands. */
    record Fails(String state) implements Proof {
        @Override
        public String sentence() {
            return "It fails with SQLSTATE " + state + ".";
        }
    }

    /** A statement of the application that succeeds before the example fails after it. */
    record Breaks(String statement, String state) implements Proof {
        @Override
        public String sentence() {
            return "Afterwards `" + statement + "` fails with SQLSTATE " + state + ".";
        }
    }

    /** A prepared statement that succeeds before the example fails after it. */
    record BreaksPrepared(String query, String state) implements Proof {
        @Override
        public String sentence() {
            return "Afterwards `" + query + "`, prepared before, fails with SQLSTATE " + state + ".";
        }
    }

    /** The example fails while another session has an open transaction, and then a query's first value is this. */
    record FailsWhile(String statement, String state, String query, String result) implements Proof {
        @Override
        public String sentence() {
            return "While another session has executed `" + statement + "` and not committed, it fails with SQLSTATE "
                    + state + ", and `" + query + "` then answers `" + result + "`.";
        }
    }

    /** Rows of the table are gone afterwards, or the table itself is. */
    record LosesRows(String table) implements Proof {
        @Override
        public String sentence() {
            return "Afterwards rows of `" + table + "` are gone.";
        }
    }

    /** After the example, executed as it stands, the query's first value is this; {@code null} is written so. */
    record Observes(String query, String result) implements Proof {
        @Override
        public String sentence() {
            return "Afterwards `" + query + "` answers `" + result + "`.";
        }
    }

    /** The query's first value differs before and after the example. */
    record Changes(String query, String before, String after) implements Proof {
        @Override
        public String sentence() {
            return "`" + query + "` answers `" + before + "` before and `" + after + "` afterwards.";
        }
    }

    /** The server does not see what the rule is about; the example runs without an error. */
    record Unseen(String reason) implements Proof {
        @Override
        public String sentence() {
            return reason;
        }
    }

    private static String words(LockLevel level) {
        return level.name().replace('_', ' ');
    }
}
