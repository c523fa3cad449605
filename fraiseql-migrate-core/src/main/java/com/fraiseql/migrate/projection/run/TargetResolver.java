// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.catalog.Projection.Column;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.survey.ReadTable;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Pairs a table with its source. */
public final class TargetResolver {

    /** Types whose order depends on a collation. */
    private static final Set<String> COLLATED = Set.of("text", "character varying", "character", "citext");

    private final SyncRun run;
    private final TransactionalSession link;

    public TargetResolver(SyncRun run, TransactionalSession link) {
        this.run = run;
        this.link = link;
    }

    public Target of(ReadTable work) throws SQLException {
        String select = work.select();
        Projection projection =
                select == null ? work.projection() : work.projection().withoutView();
        String from;
        List<Column> columns;
        if (select == null) {
            from = Sql.name(projection.schema(), Objects.requireNonNull(projection.view()));
            columns = projection.viewColumns();
        } else {
            from = "(" + select + "\n) AS source";
            columns = columnsOf(work, from);
        }
        Target target = collated(
                Target.of(projection, from, work.sourceName(), columns, SyncHistoryTable.find(run, link, projection)));
        if (!target.ignored().isEmpty()) {
            run.remarkOnce(
                    work.name(),
                    "It does not have these columns of " + work.sourceName() + ", which are ignored: "
                            + String.join(", ", target.ignored())
                            + (target.notGiven().isEmpty()
                                    ? "."
                                    : "; and these columns of it are not in " + work.sourceName() + ": "
                                            + String.join(", ", target.notGiven()) + "."));
        }
        return target;
    }

    /** Nothing is evaluated: the collation of an expression is known when it is parsed. */
    private Target collated(Target target) throws SQLException {
        if (!COLLATED.contains(target.key().baseType())) {
            return target;
        }
        String key = "(SELECT " + Sql.name(target.key().name()) + " FROM %s LIMIT 0)";
        String question = "SELECT collation for (" + key.formatted(target.table()) + "), collation for ("
                + key.formatted(target.from()) + ")";
        Row found = run.committed(link, tx -> tx.query(question)).get(0);
        String collation = found.textOrNull(0);
        return collation == null || collation.equals(found.textOrNull(1)) ? target : target.collated(collation);
    }

    private List<Column> columnsOf(ReadTable work, String from) throws SQLException {
        try {
            return columns(from);
        } catch (SQLException e) {
            if (SqlState.connectionLost(e)) {
                throw SyncFailures.of(work.name(), e);
            }
            if (SyncFailures.worthRetrying(e)) {
                throw e;
            }
            throw MigrateException.builder(
                            FailureCode.SYNC_SHAPE,
                            work.sourceName() + " is not a SELECT that PostgreSQL accepts: " + SyncFailures.message(e),
                            "Correct the file: one SELECT that gives the columns of " + work.name() + ".")
                    .cause(e)
                    .build();
        }
    }

    private List<Column> columns(String from) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        run.committed(link, tx -> {
            names.clear();
            types.clear();
            tx.settle();
            try (Statement statement = tx.connection().createStatement()) {
                statement.setEscapeProcessing(false);
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + from + " LIMIT 0")) {
                    ResultSetMetaData meta = rows.getMetaData();
                    for (int i = 1; i <= meta.getColumnCount(); i++) {
                        names.add(meta.getColumnLabel(i));
                        types.add(meta.getColumnTypeName(i));
                    }
                }
            }
            return 0;
        });
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String type = Objects.requireNonNullElse(
                    link.query("SELECT format_type(to_regtype(" + Sql.literal(types.get(i)) + "), NULL)")
                            .get(0)
                            .textOrNull(0),
                    types.get(i));
            columns.add(new Column(names.get(i), type, type, false, false, false));
        }
        return columns;
    }
}
