// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.springframework.cache.interceptor.SimpleKey;

/** The keys that a cache may have for a key of the database: it is not known which type a method's parameter has. */
final class CacheKeys {

    private CacheKeys() {}

    /**
     * Gives all of them.
     *
     * @param key the values of its columns as PostgreSQL writes them
     * @param types their types in SQL
     */
    static Set<Object> of(List<String> key, List<String> types) {
        Set<Object> keys = new LinkedHashSet<>();
        for (BiFunction<String, String, Object> form :
                List.<BiFunction<String, String, Object>>of(CacheKeys::exact, CacheKeys::wide, (text, type) -> text)) {
            Object[] values = IntStream.range(0, key.size())
                    .mapToObj(i -> form.apply(key.get(i), types.get(i)))
                    .toArray();
            // as SimpleKeyGenerator makes them of a method's arguments
            keys.add(values.length == 1 ? values[0] : new SimpleKey(values));
        }
        return keys;
    }

    private static Object exact(String text, String type) {
        return switch (type) {
            case "smallint", "integer" -> Integer.valueOf(text);
            case "bigint" -> Long.valueOf(text);
            case "uuid" -> UUID.fromString(text);
            case "numeric" -> text.equals("NaN") || text.endsWith("Infinity") ? text : new BigDecimal(text);
            case "date" -> text.length() == 10 ? LocalDate.parse(text) : text;
            case "boolean" -> text.equals("true") || text.equals("t");
            default -> text;
        };
    }

    private static Object wide(String text, String type) {
        return switch (type) {
            case "smallint", "integer" -> Long.valueOf(text);
            case "bigint" -> narrow(Long.parseLong(text));
            default -> exact(text, type);
        };
    }

    private static Object narrow(long value) {
        int narrow = (int) value;
        if (narrow == value) {
            return narrow;
        }
        return value;
    }
}
