// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Decides which read tables can be maintained. */
@FunctionalInterface
public interface Analyser {

    /**
     * Decides about each of them, those that others read first.
     *
     * @param session a session in a transaction whose search path is {@code pg_catalog}, so that types are qualified
     */
    List<Analysed> of(TransactionalSession session, Collection<Projection> projections, IvmOptions options)
            throws SQLException;

    /**
     * What was decided about a table.
     *
     * @param verdict the verdict, as it is shown
     * @param maintained what its SQL is derived from; empty if it cannot be maintained
     * @param definition a hash of what it is made of
     */
    record Analysed(TableVerdict verdict, Optional<Maintained> maintained, String definition) {}
}
