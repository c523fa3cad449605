// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncContext;
import java.sql.SQLException;

/** A hook that fills {@code tv_post} as a test says. */
record PostHook(Body body) implements InitialSync {

    interface Body {
        void run(SyncContext context) throws SQLException;
    }

    @Override
    public String entityType() {
        return "post";
    }

    @Override
    public void synchronize(SyncContext context) throws SQLException {
        body.run(context);
    }
}
