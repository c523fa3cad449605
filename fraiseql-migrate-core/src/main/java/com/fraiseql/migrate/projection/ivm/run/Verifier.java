// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.catalog.Projection.Column;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Verification;
import com.fraiseql.migrate.projection.ivm.registry.RegisteredTable;
import com.fraiseql.migrate.projection.survey.TableNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares maintained tables with their views, each in one snapshot: a transaction's changes and their maintenance
 * become visible together, so no session has to wait.
 */
public final class Verifier {

    private final IvmRun ivm;
    private final IvmOptions options;
    private final int sample;

    public Verifier(IvmRun ivm, IvmOptions options, int sample) {
        this.ivm = ivm;
        this.options = options;
        this.sample = sample;
    }

    public List<Verification> verify(boolean repair) throws SQLException {
        Ground ground = Ground.read(ivm, options, (session, projections, o) -> List.of());
        List<Verification> verified = new ArrayList<>();
        for (RegisteredTable table : ground.registered().values()) {
            for (Projection projection : ground.projections()) {
                if (projection.displayName().equals(table.table())
                        && projection.view() != null
                        && (options.scope().tables().isEmpty()
                                || options.scope().tables().stream().anyMatch(t -> TableNames.named(projection, t)))) {
                    verified.add(verify(projection, ground, repair));
                }
            }
        }
        return verified;
    }

    private Verification verify(Projection projection, Ground ground, boolean repair) throws SQLException {
        Row found = ivm.run()
                .retrying(() -> ivm.link().inSnapshot(ivm.run().settings().constants() + locks(projection), tx -> {
                    tx.execute(ivm.run().transactionSettings());
                    return tx.query(comparison(projection)).get(0);
                }));
        boolean equal = found.number(1) + found.number(2) + found.number(3) == 0;
        if (!equal && repair) {
            ivm.compare(ground.home().schema(), projection, "");
        }
        return new Verification(
                projection.displayName(),
                found.number(0),
                found.number(1),
                found.number(2),
                found.number(3),
                !equal && repair);
    }

    /**
     * Locks the view, which reaches its base tables, and the table before the snapshot is taken: a TRUNCATE that
     * commits after the snapshot would show it the base table empty and the read table as it was.
     */
    private static String locks(Projection projection) {
        return "LOCK TABLE " + Sql.name(projection.schema(), String.valueOf(projection.view()))
                + " IN ACCESS SHARE MODE;" + "LOCK TABLE " + Sql.name(projection.schema(), projection.table())
                + " IN ACCESS SHARE MODE;";
    }

    private String comparison(Projection projection) {
        List<String> columns = projection.columns().stream()
                .map(Column::name)
                .filter(c ->
                        projection.viewColumns().stream().anyMatch(v -> v.name().equals(c)))
                .map(Sql::name)
                .toList();
        List<String> key = projection.primaryKey().stream().map(Sql::name).toList();
        String view = Sql.name(projection.schema(), String.valueOf(projection.view()));
        String table = Sql.name(projection.schema(), projection.table());
        String list = String.join(", ", columns);
        String given = "SELECT true AS fraiseql_there, " + list + " FROM " + view;
        String stored = "SELECT true AS fraiseql_there, " + list + " FROM " + table;
        if (sample > 0) {
            String keys = String.join(", ", key);
            String some = "SELECT " + keys + " FROM %s ORDER BY random() LIMIT " + sample;
            String chosen = "((" + some.formatted(view) + ") UNION (" + some.formatted(table) + "))";
            String equal = key.stream().map(k -> "s." + k + " = x." + k).collect(Collectors.joining(" AND "));
            return "WITH x AS MATERIALIZED (" + chosen + ")"
                    + count(
                            columns,
                            key,
                            "SELECT w.* FROM x CROSS JOIN LATERAL (" + given + " s WHERE " + equal + " OFFSET 0) w",
                            stored + " s WHERE EXISTS (SELECT FROM x WHERE " + equal + ")");
        }
        return count(columns, key, given, stored);
    }

    private static String count(List<String> columns, List<String> key, String given, String stored) {
        return " SELECT count(v.fraiseql_there), count(*) FILTER (WHERE t.fraiseql_there IS NULL),"
                + " count(*) FILTER (WHERE t.fraiseql_there AND v.fraiseql_there AND " + row("v", columns) + " *<> "
                + row("t", columns) + "), count(*) FILTER (WHERE v.fraiseql_there IS NULL) FROM (" + given
                + ") v FULL JOIN (" + stored + ") t ON "
                + key.stream().map(k -> "v." + k + " = t." + k).collect(Collectors.joining(" AND "));
    }

    private static String row(String alias, List<String> columns) {
        return columns.stream().map(c -> alias + "." + c).collect(Collectors.joining(", ", "ROW(", ")::record"));
    }
}
