// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** One sync as a process of its own: JDBC URL, user, password, table, connections. */
@SuppressWarnings("SystemOut")
public final class SyncProcess {

    private SyncProcess() {}

    public static void main(String[] args) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(args[0]);
        dataSource.setUser(args[1]);
        dataSource.setPassword(args[2]);
        SyncListener listener = new SyncListener() {
            @Override
            public void progress(SyncProgress p) {
                System.err.println(p);
            }

            @Override
            public void remark(String table, String message) {
                System.err.println(table + ": " + message);
            }
        };
        SyncResult result = SyncEngine.builder(dataSource)
                .listener(listener)
                .build()
                .sync(SyncOptions.defaults().withTables(Set.of(args[3])).withConnections(Integer.parseInt(args[4])));
        System.out.println(result.duration().toMillis());
        System.err.println(result);
    }
}
