// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import com.fraiseql.migrate.ranges.QueryEstimate;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.Tokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the order in which the rows of a range make a GIN index cheapest to build.
 *
 * <p>The build collects the entries of some ten thousand rows at a time, and merges each distinct one into the index
 * (manual, GIN Indexes, Implementation). An embedded object that many rows share, as the author of a post, is merged
 * once for all its rows if they lie side by side, and once for nearly each of them if they are spread over the table:
 * then the index of a million posts takes 26 s instead of 20 s, and sorting them one.
 *
 * <ol>
 *   <li>Some rows of a range are looked at as they come: how many different objects there are among them.
 *   <li>Ranges are sorted by the biggest embedded object or array that comes back often enough in them, and not side by
 *       side already ({@link #choose}).
 *   <li>Where those rows would cost a good part of a range, since the view aggregates all rows first, or fail, the
 *       order stays as it is.
 * </ol>
 */
public final class LoadOrder {

    /** Rows that are looked at; it takes a tenth of a second. */
    static final int SAMPLE = 4000;

    private static final long FEWEST_ROWS = 50_000;
    private static final double DEAREST = 0.1;
    private static final String LONGEST = "10s";

    /** How often an object must come in a range. */
    private static final double OFTEN = 4;

    /** How many of those that are looked at must be different, in parts of all. */
    private static final double SPREAD = 0.25;

    private LoadOrder() {}

    /**
     * An embedded object or array.
     *
     * @param column the column, quoted
     * @param key its key in the column's object
     * @param count in how many of the rows that were looked at it is
     * @param different how many different ones there are
     * @param bytes how big they are together
     */
    record Embedded(String column, String key, long count, long different, long bytes) {}

    /**
     * What to sort every range by, as an expression; {@code null} if the rows are as good as they come.
     *
     * @param rows the SELECT of one range
     * @param indexes the statements that will build indexes
     */
    static @Nullable String find(
            SyncRun run, TransactionalSession link, Target target, String rows, List<String> indexes) {
        List<String> columns = target.columns().stream()
                .filter(column -> column.baseType().equals("jsonb"))
                .map(column -> Sql.name(column.name()))
                .filter(indexed(indexes)::contains)
                .toList();
        if (columns.isEmpty()) {
            return null;
        }
        try {
            QueryEstimate range = QueryEstimate.of(link, rows);
            String sample = "SELECT * FROM (" + rows + ") r LIMIT " + SAMPLE;
            if (range.rows() < FEWEST_ROWS || QueryEstimate.of(link, sample).cost() > DEAREST * range.cost()) {
                return null;
            }
            List<Embedded> found = new ArrayList<>();
            for (String column : columns) {
                found.addAll(look(run, link, sample, column));
            }
            return choose(found, range.rows())
                    .map(best -> "jsonb_hash(" + best.column() + " -> " + Sql.literal(best.key()) + ")")
                    .orElse(null);
        } catch (SQLException e) {
            // an order is a help, not a need; what is wrong with a row, its range will say
            return null;
        }
    }

    private static List<Embedded> look(SyncRun run, TransactionalSession link, String sample, String column)
            throws SQLException {
        return link.inTransaction(tx -> {
            tx.execute("SET TRANSACTION READ ONLY;" + run.transactionSettings() + "SET LOCAL statement_timeout = '"
                    + LONGEST + "'");
            return tx
                    .query("SELECT k, count(*) AS rows, count(DISTINCT h) AS different, sum(b) AS bytes"
                            + " FROM (SELECT e.key AS k, "
                            + "jsonb_hash(e.value) AS h, pg_column_size(e.value) AS b FROM (" + sample
                            + ") s, jsonb_each(CASE jsonb_typeof(s." + column
                            + ") WHEN 'object' THEN s." + column + " END) e"
                            + " WHERE jsonb_typeof(e.value) IN ('object', 'array')) x GROUP BY k")
                    .stream()
                    .map(row -> new Embedded(
                            column, row.text("k"), row.number("rows"), row.number("different"), row.number("bytes")))
                    .toList();
        });
    }

    /**
     * The biggest that comes back, but not side by side. Of {@code n} rows drawn from {@code d} different objects about
     * {@code n²/2d} have one that was drawn before, so these tell how many different ones there are, and that how often
     * each comes in a range.
     */
    static Optional<Embedded> choose(List<Embedded> found, double rowsOfRange) {
        return found.stream()
                .filter(e -> e.count() >= SAMPLE / 2)
                .filter(e -> e.different() >= SPREAD * e.count())
                .filter(e -> {
                    double again = e.count() - e.different();
                    return 2 * again * rowsOfRange >= OFTEN * e.count() * SAMPLE;
                })
                .max(Comparator.comparingLong(Embedded::bytes));
    }

    /** The columns that have a GIN index of their own, quoted. */
    private static Set<String> indexed(List<String> indexes) {
        return indexes.stream()
                .map(statement -> CommandParser.parse(Tokens.of(statement)))
                .flatMap(command -> ginColumn(command).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<String> ginColumn(Command command) {
        if (!(command instanceof Command.CreateIndex create)
                || !create.method().equals("gin")
                || create.keys().size() != 1) {
            return Optional.empty();
        }
        List<Token> key = create.keys().get(0);
        boolean plain = key.size() == 1 || (key.size() == 2 && key.get(1).isAny("jsonb_ops", "jsonb_path_ops"));
        return plain && key.get(0).isName() ? Optional.of(Sql.name(key.get(0).name())) : Optional.empty();
    }
}
