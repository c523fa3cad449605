// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.Objects;

/** The kinds of joins that a query is written with, in the order of the server's numbers. */
enum JoinKind {
    INNER,
    LEFT,
    FULL,
    RIGHT;

    static JoinKind of(Node join) {
        return values()[join.number("jointype")];
    }

    boolean leftNullable() {
        return this == FULL || this == RIGHT;
    }

    boolean rightNullable() {
        return this == FULL || this == LEFT;
    }

    Node left(Node join) {
        return Objects.requireNonNull(join.node("larg"));
    }

    Node right(Node join) {
        return Objects.requireNonNull(join.node("rarg"));
    }
}
