// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import java.util.List;
import java.util.Optional;

/**
 * What the catalog knows of the tables below the views beyond their columns, and of the read tables.
 *
 * @param bases the base tables
 * @param reads the read tables
 */
record TableFacts(List<Base> bases, List<Read> reads) {

    /**
     * A base table.
     *
     * @param oid its oid
     * @param family the relations whose triggers fire for its rows, itself first
     * @param indexes the columns of each index that can be searched, in order
     * @param access what may be done with it
     */
    record Base(long oid, List<BaseTable.Relative> family, List<List<String>> indexes, Access access) {}

    /**
     * What may be done with a base table.
     *
     * @param triggers whether the session's role may read it and create triggers on every relation of the family
     * @param rowSecurity whether it has row security
     * @param filtered whether the policies apply to the session's role or to the owner of a view above it
     * @param replicated whether it receives rows from a subscription
     */
    record Access(boolean triggers, boolean rowSecurity, boolean filtered, boolean replicated) {}

    /**
     * A read table.
     *
     * @param oid its oid
     * @param view the oid of its view, 0 without one
     * @param writable whether the session's role may change its rows, and no row security hides some
     * @param otherUnique whether it has a unique index or an exclusion constraint besides its primary key
     * @param foreignKeys the tables that its foreign keys refer to, and those whose foreign keys refer to it
     * @param otherCollations the columns of its primary key that cannot be compared with those of the view
     */
    record Read(
            long oid,
            long view,
            boolean writable,
            boolean otherUnique,
            List<String> foreignKeys,
            List<String> otherCollations) {}

    Optional<Base> base(long oid) {
        return bases.stream().filter(base -> base.oid() == oid).findFirst();
    }

    Optional<Read> read(long oid) {
        return reads.stream().filter(read -> read.oid() == oid).findFirst();
    }
}
