// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockProfile;

/**
 * A statement above, in the same transaction.
 *
 * @param command what it is
 * @param locks its locks on relations that were there before the pending migrations
 * @param line where it stands in the file
 */
public record Done(Command command, LockProfile locks, int line) {}
