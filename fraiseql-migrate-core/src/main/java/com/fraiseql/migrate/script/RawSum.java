// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.zip.CRC32C;

/**
 * The number of a file's bytes and their CRC-32C, without a byte order mark. It tells, for next to nothing, whether a
 * file that is read once more is still the one whose checksum is known.
 */
public record RawSum(long size, long crc) {

    /** Sums bytes up as they come. */
    static final class Counter implements ByteTaker {

        private final CRC32C crc = new CRC32C();
        private long size;

        @Override
        public void take(byte[] bytes, int offset, int length) {
            crc.update(bytes, offset, length);
            size += length;
        }

        RawSum sum() {
            return new RawSum(size, crc.getValue());
        }
    }
}
