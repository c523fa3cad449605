// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.ScriptText;

/**
 * The script that a statement is from.
 *
 * @param version the migration's version
 * @param text the file, or the stored rollback
 */
record Origin(String version, ScriptText text) {}
