// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.projection.ivm.derive.Source;
import java.util.List;

/**
 * The function for changes of which no values are captured: TRUNCATE, and statements on a relative that lacks a column.
 * Everything is recomputed.
 */
final class WholesaleSql {

    private WholesaleSql() {}

    static String body(Source source, Enqueue enqueue) {
        return "DECLARE\n" + Enqueue.DECLARATIONS + "BEGIN\n" + enqueue.text(source, "true", "-1", List.of(), List.of())
                + "END\n";
    }
}
