// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads versions that come from the history, where anything may stand. */
public final class Versions {

    private Versions() {}

    /** The number in front of a version, or {@code null} for a repeatable migration's or a foreign one. */
    public static @Nullable BigInteger number(String version) {
        int end = 0;
        while (end < version.length() && version.charAt(end) >= '0' && version.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? null : new BigInteger(version.substring(0, end));
    }

    /**
     * Whether a wanted version, given by a user, means this one: the version itself, with or without {@code .sql}, or
     * its number.
     */
    public static boolean matches(String wanted, String version) {
        String stem = wanted.endsWith(".sql") ? wanted.substring(0, wanted.length() - 4) : wanted;
        if (stem.equals(version)) {
            return true;
        }
        BigInteger number = number(stem);
        return number != null && number.equals(number(version)) && stem.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
