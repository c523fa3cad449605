// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import java.util.List;

/**
 * What a pass of one maintained table reads from the queue of one source.
 *
 * @param source the source
 * @param mask the table's bit in its rows
 * @param parts the groups, and where their values go
 */
public record Reading(Source source, long mask, List<Part> parts) {

    /** A group, and where its values go. */
    public record Part(Group group, Arrays into) {}

    public Reading {
        parts = List.copyOf(parts);
    }
}
