// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.checkpoint;

import com.fraiseql.migrate.history.RollbackWriter;
import com.fraiseql.migrate.script.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how far a rollback got: {@code rollback_units_done} and its neighbours in FORMATS.md. The last unit's
 * transaction deletes the row.
 */
public final class DownLedger implements Ledger {

    private final RollbackWriter writer;
    private final int unitsTotal;

    public DownLedger(RollbackWriter writer, int unitsTotal) {
        this.writer = writer;
        this.unitsTotal = unitsTotal;
    }

    @Override
    public Ledger recut(int newUnitsTotal) {
        return new DownLedger(writer, newUnitsTotal);
    }

    @Override
    public List<String> done(Unit unit, boolean last, @Nullable Long millis) {
        return List.of(
                last
                        ? writer.lastUnitDone(unit.index())
                        : writer.unitDone(unit.index(), unitsTotal, Ledger.mark(unit), millis));
    }

    @Override
    public String session() {
        return writer.writer().sessionState(writer.version());
    }

    @Override
    public List<String> started(Unit unit) {
        return List.of(writer.unitStarted(unit.index(), unitsTotal, Ledger.mark(unit)));
    }

    @Override
    public List<String> notStarted(Unit unit) {
        return List.of(writer.unitNotStarted(unit.index()));
    }

    @Override
    public List<String> nothing() {
        return List.of(writer.nothingLeft());
    }

    @Override
    public void committed() {
        // the row existed before
    }

    @Override
    public void takenBack(Unit unit) {
        // the row stays
    }

    @Override
    public Advice advice(int unit) {
        return Advice.down(writer.writer().table().qualified(), writer.version(), unit);
    }
}
