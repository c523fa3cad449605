// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;

/**
 * Where the generated objects are.
 *
 * @param schema their schema
 * @param searchPath the schemas in which a view's functions find what they do not qualify, as for the sync: a list in
 *     SQL
 */
public record Home(String schema, String searchPath) {

    /** A home whose schema is the search path. */
    public static Home of(String schema) {
        return new Home(schema, Sql.name(schema));
    }

    /** The search path of the generated functions; temporary objects never come before what is meant. */
    String path() {
        return searchPath.replaceAll("\"?pg_temp(_[0-9]+)?\"?, ", "") + ", pg_temp";
    }
}
