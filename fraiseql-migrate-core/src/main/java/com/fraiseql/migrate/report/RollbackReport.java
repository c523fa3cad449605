// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

/**
 * A migration that {@code down} would roll back.
 *
 * @param version the version
 * @param file the file's name; {@code version + ".sql"} where this release has no file
 */
public record RollbackReport(String version, String file) {}
