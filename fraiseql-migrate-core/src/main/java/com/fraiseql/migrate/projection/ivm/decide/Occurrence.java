// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import java.util.SortedSet;

/**
 * One place where a view reads a base table. A table that is read twice has two, each with its own path to the key.
 *
 * @param number counted from 1 in the view
 * @param table the table
 * @param alias its name at that place
 * @param used the columns that decide what the view gives; all columns where the view uses the whole row
 */
public record Occurrence(int number, BaseTable table, String alias, SortedSet<String> used) {}
