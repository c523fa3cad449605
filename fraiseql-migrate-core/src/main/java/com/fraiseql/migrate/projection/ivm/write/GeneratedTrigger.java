// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.catalog.InstalledTrigger;
import java.util.List;

/**
 * A generated trigger on a table or one of its relatives.
 *
 * @param schema the relation's schema
 * @param table the relation's name
 * @param name the trigger's name
 * @param function the name of the function that it calls, in the schema of the generated objects
 * @param sql the statement that creates or replaces it
 */
public record GeneratedTrigger(String schema, String table, String name, String function, String sql) {

    /** Whether it is among the triggers that are there, and fires. */
    public boolean isIn(List<InstalledTrigger> installed) {
        return installed.stream().anyMatch(found -> found.enabled() && is(found));
    }

    /** Whether that is it, enabled or not. */
    public boolean is(InstalledTrigger found) {
        return isCalledAs(found) && function.equals(found.function());
    }

    /** Whether that has its place, though it may call another function. */
    public boolean isCalledAs(InstalledTrigger found) {
        return schema.equals(found.schema()) && table.equals(found.table()) && name.equals(found.name());
    }
}
