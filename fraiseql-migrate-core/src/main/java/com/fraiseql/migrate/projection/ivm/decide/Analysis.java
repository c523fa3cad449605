// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.read.Facts;
import com.fraiseql.migrate.projection.ivm.read.FactsReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Analyses read tables: reads everything that is needed in one transaction, and decides. */
public final class Analysis {

    private Analysis() {}

    /**
     * Decides about each of some read tables, in an order in which those that others read come first.
     *
     * @param session a session in a transaction whose search path is {@code pg_catalog}, so that types are qualified
     */
    public static List<Decision> of(
            TransactionalSession session, Collection<Projection> projections, IvmOptions options) throws SQLException {
        TableFactsReader reader = new TableFactsReader(session);
        List<TableFacts.Read> reads =
                reader.reads(projections.stream().map(Projection::oid).toList());
        Set<Long> views = new TreeSet<>();
        reads.stream().map(TableFacts.Read::view).filter(view -> view != 0).forEach(views::add);
        Facts facts = new FactsReader(session).read(views);
        Set<Long> bases = new TreeSet<>(facts.tables());
        Decider decider = new Decider(facts, new TableFacts(reader.bases(bases, facts.viewOids()), reads), options);
        List<Decision> decisions = new ArrayList<>();
        for (Projection projection : projections) {
            decisions.add(decider.decide(projection));
        }
        return ReadOrder.of(decisions);
    }
}
