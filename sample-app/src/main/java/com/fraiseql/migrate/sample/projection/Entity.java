// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.projection;

import java.util.Locale;

/** The entities that have a table to write ({@code tb_}), a view, and a table to read ({@code tv_}). */
public enum Entity {
    USER,
    POST,
    COMMENT;

    /** As used in table names and in {@code sync_history}. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
