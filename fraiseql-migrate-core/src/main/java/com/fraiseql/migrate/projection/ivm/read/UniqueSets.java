// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;

/** Sets of columns of a level's output that no two of its rows have in common. */
@FunctionalInterface
interface UniqueSets {

    List<List<Integer>> sets(Level level);
}
