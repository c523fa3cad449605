// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

/**
 * A stretch of text that does not stand in the file as it is: the value of a placeholder.
 *
 * @param from where it starts in the text, in characters
 * @param length how many characters of text it is
 * @param raw what stands in the file instead, for instance <code>${schema}</code>
 */
public record Mark(long from, int length, String raw) {}
