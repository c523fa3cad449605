// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Analyses the read tables of a test's database. */
public final class Analyses {

    private Analyses() {}

    public static List<Decision> of(TestDatabase database) {
        return of(database, IvmOptions.defaults());
    }

    static List<Decision> of(TestDatabase database, IvmOptions options) {
        try (TransactionalSession session = TransactionalSession.open(database.dataSource(), () -> "SELECT 1;")) {
            List<Projection> projections = new CatalogReader(session, "fraiseql_sync", Duration.ofSeconds(1))
                    .read(null, Map.of())
                    .projections();
            return session.inTransaction(tx -> {
                tx.execute("SET LOCAL search_path = pg_catalog");
                return Analysis.of(tx, projections, options);
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
