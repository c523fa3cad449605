// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;

/**
 * How the rules of a database differ from those of a file, fact by fact, sorted.
 *
 * @param missing what the file has and the database has not
 * @param added what the database has and the file has not
 */
public record CascadeDifference(List<String> missing, List<String> added) {

    public CascadeDifference {
        missing = List.copyOf(missing);
        added = List.copyOf(added);
    }

    public boolean isEmpty() {
        return missing.isEmpty() && added.isEmpty();
    }
}
