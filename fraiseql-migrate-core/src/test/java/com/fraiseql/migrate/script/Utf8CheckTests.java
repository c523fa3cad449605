// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8CheckTests {

    private static final int[] BYTES = {
        0, 'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
        0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    /** Where Java's decoder stops. */
    private static int decoded(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        Utf8Feed.strictDecoder().decode(in, CharBuffer.allocate(bytes.length), false);
        return in.position();
    }

    @Test
    void itAgreesWithTheDecoderAboutEverySequenceOfFourBytes() {
        byte[] bytes = new byte[4];
        for (int first : BYTES) {
            for (int second : BYTES) {
                for (int third : BYTES) {
                    for (int fourth : BYTES) {
                        bytes[0] = (byte) first;
                        bytes[1] = (byte) second;
                        bytes[2] = (byte) third;
                        bytes[3] = (byte) fourth;
                        assertThat(Utf8Check.wellFormed(bytes, 0, 4))
                                .as("%s", bytes)
                                .isEqualTo(decoded(bytes));
                    }
                }
            }
        }
    }

    @Test
    void itAgreesWithTheDecoderAboutRandomTexts() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.appendCodePoint(random.nextBoolean() ? 'x' : random.nextInt(0xD800));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(Utf8Check.wellFormed(bytes, 0, bytes.length))
                    .as("seed %s", seed)
                    .isEqualTo(decoded(bytes));
        }
    }

    @Test
    void aZeroIsFoundWhereverItStands() {
        for (int length = 1; length < 30; length++) {
            for (int at = 0; at < length; at++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) (at % 2 == 0 ? 0x80 : 1));
                assertThat(EightBytes.firstZero(bytes, 0, length)).isEqualTo(length);
                bytes[at] = 0;
                assertThat(EightBytes.firstZero(bytes, 0, length)).isEqualTo(at);
            }
        }
    }

    @Test
    void theFirstLineEndIsFoundWhereverItStands() {
        Random random = new Random(5);
        byte[] usual = {'\n', '\r', '\n' + 1, '\r' + 1, '\n' - 1, 0, (byte) 0x8A, (byte) 0x8D, 'x'};
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            boolean rare = random.nextBoolean();
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = rare && random.nextInt(20) > 0 ? (byte) 'x' : usual[random.nextInt(usual.length)];
            }
            int from = random.nextInt(bytes.length + 1);
            int feed = from;
            while (feed < bytes.length && bytes[feed] != '\n') {
                feed++;
            }
            int end = from;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            assertThat(EightBytes.firstLineFeed(bytes, from, bytes.length)).isEqualTo(feed);
            assertThat(EightBytes.firstLineEnd(bytes, from, bytes.length)).isEqualTo(end);
        }
    }
}
