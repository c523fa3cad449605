// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.sync;

/** When the {@code tv_} tables are filled. */
public enum SyncMode {
    /** After the migrations and before the application is ready. */
    STARTUP,
    /** While the application starts and runs; it refuses traffic until they are filled. */
    BACKGROUND,
    /** Not by this application. */
    OFF
}
