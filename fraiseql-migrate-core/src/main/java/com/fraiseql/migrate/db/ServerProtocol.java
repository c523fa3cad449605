// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;

/**
 * Sends a text of any number of statements as <em>one</em> simple-query message, which is one round trip (PostgreSQL
 * manual, 55.2.2.1 "Multiple Statements in a Simple Query").
 *
 * <p>JDBC has no call for this: {@code Statement.execute} splits the text with the driver's own parser and does not
 * tell how many statements had completed before an error. So this class, and no other, talks to the driver's
 * {@code QueryExecutor}. The server sees the text exactly as it was given, splits it itself, and reports error
 * positions relative to it.
 */
public final class ServerProtocol {

    private static final int FLAGS =
            QueryExecutor.QUERY_EXECUTE_AS_SIMPLE | QueryExecutor.QUERY_SUPPRESS_BEGIN | QueryExecutor.QUERY_ONESHOT;

    private final PgConnection connection;

    ServerProtocol(PgConnection connection) {
        this.connection = connection;
    }

    /** Sends the text and keeps every row; for our own queries, whose results are small. */
    Reply query(String sql, NoticeHandler notices) {
        return send(sql, notices, true);
    }

    /** Sends the text and drops every row as it arrives, so that a migration's SELECT of any size needs no memory. */
    Reply script(String sql, NoticeHandler notices) {
        return send(sql, notices, false);
    }

    /**
     * Sends statements in one flush, each as a message of its own, and drops every row.
     *
     * @param told the indexes of the statements whose begin is to be told as soon as it happens
     * @param completed called with the number of completed statements each time that one completes
     */
    BatchReply batch(List<String> statements, IntPredicate told, NoticeHandler notices, IntConsumer completed) {
        QueryExecutor executor = connection.getQueryExecutor();
        return StatementBatch.possible(executor)
                ? StatementBatch.send(executor, statements, told, notices, completed)
                : oneByOne(statements, notices, completed);
    }

    /** The same in as many round trips as there are statements. */
    BatchReply oneByOne(List<String> statements, NoticeHandler notices, IntConsumer completed) {
        List<String> tags = new ArrayList<>();
        for (String sql : statements) {
            Reply reply = script(sql, notices);
            if (reply.error() != null) {
                return new BatchReply(tags, reply.error());
            }
            tags.add(reply.tag());
            completed.accept(tags.size());
        }
        return new BatchReply(tags, null);
    }

    private Reply send(String sql, NoticeHandler notices, boolean keepRows) {
        QueryExecutor executor = connection.getQueryExecutor();
        Query query = executor.wrap(List.of(new NativeQuery(sql, SqlCommand.BLANK)));
        Collector collector = new Collector(notices, keepRows);
        SQLException error = null;
        try {
            executor.execute(query, null, collector, 0, 0, keepRows ? FLAGS : FLAGS | QueryExecutor.QUERY_NO_RESULTS);
        } catch (SQLException e) {
            error = e;
        }
        return new Reply(collector.completed, collector.results, collector.tag, error);
    }

    private static final class Collector extends ResultHandlerBase {

        private final NoticeHandler notices;
        private final boolean keepRows;
        private final List<List<Row>> results = new ArrayList<>();
        private int completed;
        private String tag = "";

        Collector(NoticeHandler notices, boolean keepRows) {
            this.notices = notices;
            this.keepRows = keepRows;
        }

        @Override
        public void handleCommandStatus(String status, long updateCount, long insertOid) {
            completed++;
            tag = status;
            if (keepRows) {
                results.add(List.of());
            }
        }

        @Override
        public void handleResultRows(
                Query fromQuery, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            completed++;
            tag = "";
            if (keepRows) {
                List<String> columns =
                        Arrays.stream(fields).map(Field::getColumnLabel).toList();
                List<Row> rows = new ArrayList<>(tuples.size());
                for (Tuple tuple : tuples) {
                    rows.add(new Row(columns, text(tuple)));
                }
                results.add(rows);
            }
        }

        private static List<@Nullable String> text(Tuple tuple) {
            List<@Nullable String> values = new ArrayList<>(tuple.fieldCount());
            for (int i = 0; i < tuple.fieldCount(); i++) {
                byte[] value = tuple.get(i);
                values.add(value == null ? null : new String(value, StandardCharsets.UTF_8));
            }
            return values;
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            notices.notice(warning);
        }
    }
}
