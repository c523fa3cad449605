// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.script.Sha256;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A history in one value: SHA-256 of the number of its rows and, in the order of their bytes, of each row's version,
 * state and checksum.
 *
 * <p>A start that has nothing to do asks the server whether the history is as it would be if exactly the migrations of
 * this release had been applied, instead of fetching a row for each of them. Whatever makes a difference, a row without
 * a checksum too, is a history to be looked at.
 *
 * @param sha256 64 digits of lower-case hex
 */
public record Fingerprint(String sha256) {

    /**
     * The same as {@link #of}, of the rows of the history; NULL, or of nothing, where there is none.
     *
     * @param rows what stands after FROM to get {@code t} with {@code version}, {@code state} and {@code checksum}
     */
    static String sql(String rows) {
        return """
            (SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.count(*) || E'\\n' || \
            pg_catalog.string_agg(
             t.version || ' ' || t.state || ' ' || coalesce(t.checksum, ''), E'\\n' ORDER BY t.version COLLATE \
            pg_catalog."C"), 'UTF8')), 'hex') FROM %s)""".formatted(rows);
    }

    /** Of the history in which these have been applied, all of them and nothing else. */
    public static Fingerprint of(List<LocalMigration> migrations) {
        TreeMap<String, String> checksums = new TreeMap<>();
        for (LocalMigration migration : migrations) {
            checksums.put(migration.version(), migration.checksum());
        }
        StringBuilder text = new StringBuilder().append(checksums.size());
        for (Map.Entry<String, String> applied : checksums.entrySet()) {
            text.append('\n').append(applied.getKey()).append(" applied ").append(applied.getValue());
        }
        return new Fingerprint(Sha256.of(text.toString()));
    }
}
