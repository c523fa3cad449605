// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** A thread that works on bytes while others read more; a few buffers go back and forth between the two. */
final class HandoverThread {

    private static final int SIZE = 1 << 18;
    private static final int BUFFERS = 4;

    private final ByteTaker work;
    /** The one without capacity is the end. */
    private final BlockingQueue<ByteBuffer> filled = new ArrayBlockingQueue<>(BUFFERS + 1);

    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
    private final Thread thread = new Thread(this::work, "fraiseql-migrate-hash");
    private ByteBuffer buffer = ByteBuffer.allocate(SIZE);
    private volatile @Nullable Throwable problem;

    private HandoverThread(ByteTaker work) {
        this.work = work;
        for (int others = BUFFERS - 1; others > 0; others--) {
            free.add(ByteBuffer.allocate(SIZE));
        }
        thread.setDaemon(true);
    }

    static HandoverThread start(ByteTaker work) {
        HandoverThread started = new HandoverThread(work);
        started.thread.start();
        return started;
    }

    private void work() {
        for (ByteBuffer next = get(filled); next.capacity() > 0; next = get(filled)) {
            if (problem == null) {
                try {
                    work.take(next.array(), next.arrayOffset(), next.position());
                } catch (RuntimeException | Error e) {
                    problem = e;
                }
            }
            put(free, next.clear());
        }
    }

    void take(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, offset + done, part);
            done += part;
            if (!buffer.hasRemaining()) {
                put(filled, buffer);
                buffer = get(free);
            }
        }
    }

    /** Returns when everything has been worked on, and the thread has ended. */
    void finish() {
        put(filled, buffer);
        end();
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    void end() {
        put(filled, ByteBuffer.allocate(0));
        uninterruptibly(() -> {
            thread.join();
            return thread;
        });
    }

    private static <T> void put(BlockingQueue<T> queue, T element) {
        uninterruptibly(() -> {
            queue.put(element);
            return element;
        });
    }

    private static <T> T get(BlockingQueue<T> queue) {
        return uninterruptibly(queue::take);
    }

    private interface Wait<T> {
        T end() throws InterruptedException;
    }

    /** It waits for milliseconds only, so an interruption is left to the next one who asks for it. */
    private static <T> T uninterruptibly(Wait<T> wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.end();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
