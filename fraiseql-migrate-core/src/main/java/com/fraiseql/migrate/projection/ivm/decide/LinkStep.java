// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.projection.ivm.read.ColumnUse;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a use of a table hangs on the key, or on uses nearer to it: the outer columns equal the inner ones, pair by pair.
 *
 * @param outer the columns of the use
 * @param inner the columns of the uses nearer to the key, one list for each branch of a set operation that the link
 *     passes; empty where the outer columns are those of the scope
 */
public record LinkStep(List<ColumnUse> outer, List<List<ColumnUse>> inner) {

    /** Whether the outer columns are the key. */
    public boolean endsAtKey() {
        return inner.isEmpty();
    }

    /** Every column of both ends. */
    public Stream<ColumnUse> columns() {
        return Stream.concat(outer.stream(), inner.stream().flatMap(List::stream));
    }

    boolean passesComputedWhole() {
        return columns().anyMatch(ColumnUse::computedWhole);
    }
}
