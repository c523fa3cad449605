// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import java.util.List;

/**
 * What an analysis has found.
 *
 * @param tables every read table that counts, in the order of maintenance
 * @param sql the SQL that installs the maintenance of those that are incremental; it can be run again, and can be saved
 *     as a migration
 */
public record IvmReport(List<TableVerdict> tables, String sql) {

    public IvmReport {
        tables = List.copyOf(tables);
    }
}
