// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/**
 * Goes over lines that need no closer look, eight bytes at a time: they end with LF and begin with a letter or a digit.
 * So they are no end of data, no rollback marker, and neither blank nor part of a CRLF. One small loop, which the JVM
 * has compiled long before the first of many megabytes have gone by.
 */
final class PlainLines {

    private int lineFeeds;

    /** How many line feeds {@link #pass} has gone past in all. */
    int lineFeeds() {
        return lineFeeds;
    }

    /**
     * Goes on from somewhere within a line.
     *
     * @return the index of the first line end that is not plain, or one before it and close to {@code to}
     */
    int pass(byte[] bytes, int from, int to) {
        int i = from;
        // so that there is a byte after the eight
        while (i + 8 < to) {
            long lineEnds = EightBytes.lineEnds(bytes, i);
            // adding what has been found each time would make each step wait for the one before
            if (lineEnds == 0) {
                i += 8;
            } else {
                i += EightBytes.first(lineEnds);
                if (bytes[i] != '\n' || !isPlain(bytes[i + 1])) {
                    return i;
                }
                lineFeeds++;
                i++;
            }
        }
        return i;
    }

    private static boolean isPlain(byte first) {
        return (first & 0xFF) >= '0' && first != '\\';
    }
}
