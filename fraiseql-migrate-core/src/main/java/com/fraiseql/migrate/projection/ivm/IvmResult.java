// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import java.util.List;

/**
 * What an installation has done.
 *
 * @param tables every read table that counts, as it is now
 * @param installed the tables whose maintenance was installed or regenerated, and which were compared with their views
 * @param removed the tables whose maintenance was removed
 */
public record IvmResult(List<TableVerdict> tables, List<String> installed, List<String> removed) {

    public IvmResult {
        tables = List.copyOf(tables);
        installed = List.copyOf(installed);
        removed = List.copyOf(removed);
    }
}
