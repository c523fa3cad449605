// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

/** A running PostgreSQL of this process. */
interface LocalDatabase extends AutoCloseable {

    String url();

    String user();

    String password();

    /** Stops the server and keeps its data. */
    @Override
    void close();
}
