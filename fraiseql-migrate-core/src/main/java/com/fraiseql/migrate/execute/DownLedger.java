// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.script.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how far a rollback got, in the log, and removes the history row together with the last unit's effect. A rollback that is
 * one transaction, as nearly all are, leaves one line.
 */
final class DownLedger implements Ledger {

    private final HistoryWriter writer;
    private final String version;
    private final String rollbackHash;

    DownLedger(HistoryWriter writer, String version, String rollbackHash) {
        this.writer = writer;
        this.version = version;
        this.rollbackHash = rollbackHash;
    }

    @Override
    public List<String> done(Unit unit, boolean last, @Nullable Long millis) {
        return List.of(
                last
                        ? writer.remove(version, "down")
                        : writer.downUnit(version, "down-unit", unit.index(), rollbackHash));
    }

    @Override
    public List<String> started(Unit unit) {
        return List.of(writer.downUnit(version, "down-start", unit.index(), rollbackHash));
    }

    @Override
    public List<String> notStarted(Unit unit) {
        return List.of(writer.downUnit(version, "down-unit", unit.index() - 1, rollbackHash));
    }

    @Override
    public Ledger recut(int unitsTotal) {
        return this;
    }

    @Override
    public void committed() {
        // the log needs no state here
    }

    @Override
    public void takenBack(Unit unit) {
        // the log needs no state here
    }

    @Override
    public List<String> nothing() {
        return List.of(writer.remove(version, "down"));
    }
}
