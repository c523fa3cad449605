// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.query;

import java.util.Locale;

/** The entities that have a table to write ({@code tb_}), a view, and a table to read ({@code tv_}). */
enum Entity {
    USER,
    POST,
    COMMENT;

    /** The table that has the documents. */
    String table() {
        return "tv_" + name().toLowerCase(Locale.ROOT);
    }
}
