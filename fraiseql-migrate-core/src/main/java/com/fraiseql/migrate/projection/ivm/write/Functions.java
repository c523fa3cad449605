// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.table.TextSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The heads of generated functions: those of incremental maintenance, and those that note changes. */
public final class Functions {

    /** For functions that capture values under the owner's rights, and name everything with its schema. */
    static final String CAPTURING = "LANGUAGE plpgsql SECURITY DEFINER";

    private static final String TAG = "$fraiseql_ivm";

    private Functions() {}

    /**
     * A function in PL/pgSQL that only its owner and triggers may call.
     *
     * @param comment what it does, for people who review the text
     * @param signature the qualified name with its arguments
     * @param returns what it returns, then security and settings
     */
    public static GeneratedFunction closed(String comment, String name, String signature, String returns, String body) {
        GeneratedFunction open = open(comment, name, signature, returns, body);
        return new GeneratedFunction(
                name, open.body(), open.sql() + "REVOKE ALL ON FUNCTION " + signature + " FROM PUBLIC;\n");
    }

    /** The same for everybody. */
    static GeneratedFunction open(String comment, String name, String signature, String returns, String body) {
        String sql = comment(comment) + "\nCREATE OR REPLACE FUNCTION " + signature + " RETURNS " + returns + "\nAS "
                + dollars(body) + ";\n";
        return new GeneratedFunction(name, "\n" + body, sql);
    }

    /**
     * For functions that evaluate views, as the sync evaluates them: with the same text for the same value in every
     * session. Plans are kept, since planning a view costs more than computing one row of it.
     */
    static String evaluating(Home home, String timeZone) {
        Map<String, String> settings = new LinkedHashMap<>(TextSettings.fixed());
        settings.put("TimeZone", timeZone);
        settings.put("plan_cache_mode", "force_generic_plan");
        settings.put("jit", "off");
        settings.put("max_parallel_workers_per_gather", "0");
        return "LANGUAGE plpgsql SECURITY DEFINER\n  SET search_path = " + home.path() + settings(settings);
    }

    /** The settings of a function, each on a line of its own. */
    public static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(s -> "\n  SET " + Sql.name(s.getKey()) + " = " + quoted(s.getValue()))
                .collect(Collectors.joining());
    }

    /** A block that is run once. */
    static String block(String body) {
        return "DO " + dollars(body) + ";\n";
    }

    /** Quotes a body by what does not stand in it. */
    private static String dollars(String body) {
        String quote = TAG + "$";
        for (int i = 1; body.contains(quote); i++) {
            quote = TAG + i + "$";
        }
        return quote + "\n" + body + quote;
    }

    /** A comment of one line, whatever the names in it are. */
    static String comment(String text) {
        return "-- " + text.replaceAll("[\\r\\n]", " ");
    }

    static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
