// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** One sync as a process of its own, to be killed: JDBC URL, user, password, table, connections. */
public final class SyncProcess {

    private SyncProcess() {}

    public static void main(String[] args) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(args[0]);
        dataSource.setUser(args[1]);
        dataSource.setPassword(args[2]);
        ReadTables.builder(dataSource)
                .build()
                .sync(SyncOptions.defaults().withTables(Set.of(args[3])).withConnections(Integer.parseInt(args[4])));
    }
}
