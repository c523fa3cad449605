// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint;

import com.fraiseql.migrate.lint.Finding.RuleName;
import com.fraiseql.migrate.options.LintLevel;

/**
 * A rule, as a caller sees it.
 *
 * @param name its number and name
 * @param level its level unless an option gives another
 * @param title one sentence without a full stop: what happens
 * @param why a paragraph: why that hurts
 * @param rewrite the safe way, as SQL to copy
 * @param source where PostgreSQL says so
 */
public record LintRule(RuleName name, LintLevel level, String title, String why, String rewrite, String source) {}
