// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.SQLWarning;

/** Takes the server's notices as they arrive. */
@FunctionalInterface
interface NoticeHandler {
    void notice(SQLWarning warning);
}
