// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.util.List;
import java.util.stream.Stream;

/** The packages of the engine that others may import. What is in the other ones may change at any time. */
public final class Api {

    /** As {@code docs/design.md} names them, below {@code com.fraiseql.migrate}; the root package is "". */
    public static final List<String> ROOMS = List.of(
            "",
            "failure",
            "lint",
            "listener",
            "options",
            "projection",
            "projection.cascade",
            "projection.ivm",
            "projection.sync",
            "report",
            "source",
            "url");

    private static final String ROOT = "com.fraiseql.migrate";

    private Api() {}

    /** The packages that an importer of the engine may use: these, and those that are not the engine's. */
    public static String[] packages() {
        return Stream.concat(
                        ROOMS.stream().map(room -> room.isEmpty() ? ROOT : ROOT + "." + room),
                        Stream.of("..boot..", "..cli..", "..sample.."))
                .toArray(String[]::new);
    }
}
