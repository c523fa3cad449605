// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.db.Sql;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings that shape what a source gives as text, with one value for every sync ({@code docs/cqrs.md} lists them).
 * Otherwise a row would depend on the machine, the role or the database that filled it, and the next sync from
 * elsewhere would rewrite it.
 *
 * <p>They hold for one transaction and are sent with its first statement, so that they cost no round trip and nothing
 * of them is left in a pool.
 *
 * @param timeZone the time zone
 * @param searchPath the search path, resolved to schemas; {@code null} as long as the server has not been asked
 */
public record TextSettings(String timeZone, @Nullable String searchPath) {

    private static final Map<String, String> FIXED = values();

    private static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("DateStyle", "ISO, MDY");
        values.put("IntervalStyle", "postgres");
        values.put("extra_float_digits", "1");
        values.put("bytea_output", "hex");
        values.put("xmlbinary", "base64");
        values.put("xmloption", "content");
        values.put("lc_monetary", "C");
        values.put("lc_numeric", "C");
        values.put("lc_time", "C");
        values.put("array_nulls", "on");
        values.put("standard_conforming_strings", "on");
        values.put("quote_all_identifiers", "off");
        // a policy that filters a source or a target is an error: rows that cannot be seen are not rows that have
        // vanished
        values.put("row_security", "off");
        return values;
    }

    /** Those that have the same value everywhere. */
    public static Map<String, String> fixed() {
        return Collections.unmodifiableMap(FIXED);
    }

    /** One statement that sets them until the end of the transaction. */
    String statement() {
        Map<String, String> values = new LinkedHashMap<>(FIXED);
        values.put("TimeZone", timeZone);
        if (searchPath != null) {
            values.put("search_path", searchPath);
        }
        return values.entrySet().stream()
                .map(setting -> "pg_catalog.set_config('" + setting.getKey() + "', " + Sql.literal(setting.getValue())
                        + ", true)")
                .collect(Collectors.joining(", ", "SELECT ", ";"));
    }
}
