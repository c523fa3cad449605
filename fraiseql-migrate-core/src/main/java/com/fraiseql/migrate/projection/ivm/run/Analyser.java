// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.decide.Decision;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Decides which read tables can be maintained. */
@FunctionalInterface
public interface Analyser {

    /**
     * Decides about each of them, those that others read first.
     *
     * @param session a session in a transaction whose search path is {@code pg_catalog}, so that types are qualified
     */
    List<Decision> of(TransactionalSession session, Collection<Projection> projections, IvmOptions options)
            throws SQLException;
}
