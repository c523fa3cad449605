// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/** What is done with bytes that come in pieces; the array is used again afterwards. */
@FunctionalInterface
interface ByteTaker {

    ByteTaker NONE = (bytes, offset, length) -> {};

    void take(byte[] bytes, int offset, int length);
}
