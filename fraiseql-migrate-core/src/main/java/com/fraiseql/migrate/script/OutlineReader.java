// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Finds a file's checksum and its shape in one reading. */
final class OutlineReader implements DataReading {

    /** How much text there may be where there is no data: splitting text takes longer than its checksum. */
    private static final int MOST_TEXT = 1 << 17;

    /** For each byte of text beyond that, so many bytes of data must have been read. */
    private static final int PART = 8;

    private final ScriptText text;
    private final RawSum.Counter raw = new RawSum.Counter();
    private long textLeft = MOST_TEXT;
    private boolean inData;
    private @Nullable String checksum;
    private @Nullable Script whole;

    private OutlineReader(ScriptText text) {
        this.text = text;
    }

    /** There is more text than may be split. */
    private static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super(null, null, false, false);
        }
    }

    /** Returns {@code null} where the file has to be read in another way. */
    static @Nullable FileSums read(ScriptText text) {
        Object stamp = text.stamp();
        if (stamp == null) {
            return null;
        }
        try {
            return new OutlineReader(text).sums(stamp);
        } catch (ScriptException | TooMuch e) {
            // what cannot run has a checksum, too; if it is to run, it is read once more and refused
            return null;
        }
    }

    private @Nullable FileSums sums(Object stamp) {
        try (ChecksumDigest digest = ChecksumDigest.withoutThread();
                Handover hashing = new Handover(digest, 0)) {
            ByteTaker taker = (bytes, offset, length) -> {
                textLeft += inData ? length / PART : -length;
                if (textLeft < 0) {
                    throw new TooMuch();
                }
                raw.take(bytes, offset, length);
                hashing.take(bytes, offset, length);
            };
            IntFunction<String> finish = markerLine -> {
                hashing.finish();
                return digest.finish(markerLine);
            };
            Script script = Script.outline(text, taker, this, finish);
            checksum = script.checksum();
            return stamp.equals(text.stamp())
                    ? new FileSums(script.checksum(), new FirstReading(raw.sum(), new Outline(stamp, script)))
                    : null;
        }
    }

    @Override
    public void inData(boolean data) {
        inData = data;
    }

    @Override
    public UnitFingerprint fingerprint(int unit) {
        // read for all units at once
        if (whole == null) {
            whole = UnchangedScript.read(text, Cuts.none(), Map.of(), Objects.requireNonNull(checksum), null);
        }
        return whole.units().get(unit).fingerprint();
    }
}
