// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

/**
 * What has been done to maintain a table since its maintenance was installed, transactions that were rolled back
 * included. The rows are PostgreSQL's statistics of the table, so those that others have written are among them.
 *
 * @param table the {@code tv_} with its schema
 * @param passes how often a transaction has maintained it
 * @param coarsePasses how many of the passes have locked the whole table
 * @param inserted rows inserted
 * @param updated rows updated
 * @param deleted rows deleted
 */
public record TableActivity(String table, long passes, long coarsePasses, long inserted, long updated, long deleted) {}
