// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HandoverTests {

    private final ByteArrayOutputStream given = new ByteArrayOutputStream();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Set<Thread> threads = new HashSet<>();

    private void receive(byte[] bytes, int offset, int length) {
        threads.add(Thread.currentThread());
        received.write(bytes, offset, length);
    }

    private void give(Handover handover, Random random, int atLeast) {
        byte[] bytes = new byte[200_000];
        for (int sum = 0; sum < atLeast; ) {
            random.nextBytes(bytes);
            int offset = random.nextInt(1000);
            int length = random.nextInt(random.nextBoolean() ? 100 : bytes.length - offset);
            given.write(bytes, offset, length);
            handover.take(bytes, offset, length);
            sum += length;
        }
    }

    @Test
    void everythingArrivesInItsOrder() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            given.reset();
            received.reset();
            try (Handover handover = new Handover(this::receive)) {
                give(handover, random, random.nextInt(4 * Handover.WITHOUT_THREAD));
                handover.finish();
                assertThat(received.toByteArray()).as("seed %s", seed).isEqualTo(given.toByteArray());
                give(handover, random, random.nextInt(2 * Handover.WITHOUT_THREAD));
                assertThat(received.toByteArray()).as("seed %s", seed).isEqualTo(given.toByteArray());
            }
        }
    }

    @Test
    void aLittleIsWorkedOnWithoutAThread() {
        try (Handover handover = new Handover(this::receive)) {
            handover.take(new byte[1000], 0, 1000);
            assertThat(received.size()).isEqualTo(1000);
            handover.finish();
        }
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void theThreadEndsWithTheHandoverHoweverItEnds() {
        try (Handover handover = new Handover(this::receive)) {
            give(handover, new Random(1), 3 * Handover.WITHOUT_THREAD);
        }
        assertThat(threads)
                .hasSize(2)
                .filteredOn(thread -> thread != Thread.currentThread())
                .noneMatch(Thread::isAlive);
    }

    @Test
    void aFailureOfTheWorkIsOneOfFinish() {
        byte[] bytes = new byte[Handover.WITHOUT_THREAD];
        try (Handover handover = new Handover((array, offset, length) -> {
            if (length < bytes.length) {
                throw new IllegalArgumentException("no");
            }
        })) {
            handover.take(bytes, 0, bytes.length);
            handover.take(bytes, 0, bytes.length);
            assertThatThrownBy(handover::finish).hasRootCauseMessage("no");
        }
    }

    @Test
    void anInterruptionIsKeptAndChangesNothing() {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Handover handover = new Handover((bytes, offset, length) -> {
            if (Thread.currentThread().isDaemon()) {
                try {
                    interrupted.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            receive(bytes, offset, length);
        })) {
            Thread.currentThread().interrupt();
            interrupted.countDown();
            give(handover, new Random(1), 3 * Handover.WITHOUT_THREAD);
            handover.finish();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(received.toByteArray()).isEqualTo(given.toByteArray());
    }
}
