// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample.projection;

import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Fills {@code tv_post} by hand, to show how. {@code tv_user} and {@code tv_comment} need no code: they have a view of
 * their columns.
 */
@Component
class PostSync implements InitialSync {

    @Override
    public String entityType() {
        return "post";
    }

    @Override
    public void synchronize(SyncContext context) {
        JdbcClient jdbc = JdbcClient.create(context.dataSource());
        jdbc.sql("DELETE FROM tv_post t WHERE NOT EXISTS (SELECT FROM v_post v WHERE v.id = t.id)")
                .update();
        jdbc.sql("INSERT INTO tv_post (id, data, updated_at) SELECT id, data, updated_at FROM v_post"
                        + " ON CONFLICT (id) DO UPDATE SET data = excluded.data, updated_at = excluded.updated_at"
                        + " WHERE tv_post.data IS DISTINCT FROM excluded.data")
                .update();
    }
}
