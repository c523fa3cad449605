// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import org.jspecify.annotations.Nullable;

/** Gathers the statements of one unit. */
final class UnitBuilder {

    private final int index;
    private final Unit.Kind kind;
    private final Statement first;
    private final @Nullable DataReading later;
    private final UnitSums sums = new UnitSums();
    private int count;
    private int lastLine;
    private @Nullable String title;
    private boolean committed;
    private boolean incomplete;

    /** @param later makes the fingerprint of a unit with data; {@code null} to make it here */
    UnitBuilder(int index, Unit.Kind kind, Statement first, @Nullable DataReading later) {
        this.index = index;
        this.kind = kind;
        this.first = first;
        this.later = later;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Unit.Kind kind() {
        return kind;
    }

    void add(Statement statement, StatementReader reader) {
        count++;
        lastLine = statement.lastLine();
        committed = statement.traits().control() == Traits.Control.COMMIT;
        if (title == null && !statement.isControl()) {
            title = statement.firstLine();
        }
        sums.statement(statement);
        if (statement.traits().copyFromStdin()) {
            lastLine = later == null ? sums.data(reader.copyDataToHash(), reader.copyLine()) : data(reader, later);
        }
    }

    private int data(StatementReader reader, DataReading reading) {
        reading.inData(true);
        try {
            return dataLater(reader);
        } finally {
            reading.inData(false);
        }
    }

    private int dataLater(StatementReader reader) {
        // a standalone statement's is recorded before it runs
        if (kind != Unit.Kind.STANDALONE && reader.copyDataIsHashedAsSent()) {
            incomplete = true;
            CopyData data = reader.copyDataToHash();
            sums.dataLater(data);
            return reader.copyLine() + data.lineFeeds();
        }
        return sums.data(reader.copyDataToHash(), reader.copyLine());
    }

    Unit build() {
        DataReading reading = later;
        return new Unit(
                index,
                kind,
                new Unit.Extent(first.index(), count, first.line(), lastLine),
                incomplete && reading != null
                        ? LateFingerprint.later(sums.raw(), () -> reading.fingerprint(index))
                        : LateFingerprint.of(sums.fingerprint()),
                title == null ? first.firstLine() : title,
                committed,
                kind == Unit.Kind.EXPLICIT ? first.text() : null);
    }
}
