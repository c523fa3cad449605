// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.util.function.BooleanSupplier;

/** Waits for what another process brings about: a minute at the most, which is no measurement. */
public final class Await {

    private Await() {}

    public static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("waited in vain");
    }
}
