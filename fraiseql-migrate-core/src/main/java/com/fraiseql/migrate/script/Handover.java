// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import org.jspecify.annotations.Nullable;

/**
 * Hands bytes on, in their order, to work that needs nothing but them, such as hashing. Of a big file the work is done
 * by a thread of its own ({@link HandoverThread}), so that reading goes on meanwhile. Most files are small, and are
 * worked on at once.
 */
final class Handover implements ByteTaker, AutoCloseable {

    /** As many bytes come before a thread is started for those that follow. */
    static final int WITHOUT_THREAD = 1 << 20;

    private final ByteTaker work;
    private long left;
    private boolean finished;
    private @Nullable HandoverThread thread;

    Handover(ByteTaker work) {
        this(work, WITHOUT_THREAD);
    }

    /** @param withoutThread how many bytes come before a thread is started */
    Handover(ByteTaker work, long withoutThread) {
        this.work = work;
        this.left = withoutThread;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        if (thread != null) {
            thread.take(bytes, offset, length);
            return;
        }
        work.take(bytes, offset, length);
        if (!finished) {
            left -= length;
            if (left <= 0) {
                thread = HandoverThread.start(work);
            }
        }
    }

    /** Returns when the work on everything has been done; what comes later is worked on at once. */
    void finish() {
        finished = true;
        if (thread != null) {
            HandoverThread ending = thread;
            thread = null;
            ending.finish();
        }
    }

    /** Ends the thread, if there is one. The work on what was taken last may be left undone. */
    @Override
    public void close() {
        if (thread != null) {
            thread.end();
            thread = null;
        }
    }
}
