// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.script.Sha256;
import java.util.Locale;

/**
 * A column of the queue: an array of values of one type. Sources share slots, since a row of the queue belongs to one
 * of them.
 *
 * @param type the type of the values, as it stands in SQL
 * @param number counted from 1 for each type
 */
public record Slot(String type, int number) {

    private static final int LONGEST = 40;

    /** The name of the column. Other names than the usual types' have a hash, so that no two types share one. */
    public String name() {
        String plain = type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        boolean unique = type.matches("[a-z][a-z0-9 ]*") && plain.length() <= LONGEST;
        String prefix = plain.substring(0, Math.min(plain.length(), LONGEST));
        return (unique ? prefix : prefix + "_" + Sha256.of(type).substring(0, 8)) + "_" + number;
    }
}
