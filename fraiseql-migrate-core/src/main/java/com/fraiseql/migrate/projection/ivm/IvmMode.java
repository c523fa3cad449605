// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

/** What a start of the application does about incremental maintenance. */
public enum IvmMode {
    /** Nothing. */
    OFF,
    /** Says once for each read table how it could be maintained. */
    RECOMMEND,
    /** Installs what maintains the tables that can be, and keeps it current. */
    APPLY
}
