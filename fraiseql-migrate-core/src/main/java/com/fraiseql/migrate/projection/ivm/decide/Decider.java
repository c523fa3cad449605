// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Finding;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Verdict;
import com.fraiseql.migrate.projection.ivm.read.Facts;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import com.fraiseql.migrate.projection.ivm.read.ViewReader;
import com.fraiseql.migrate.projection.ivm.read.ViewShape;
import com.fraiseql.migrate.projection.table.ColumnMatch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about one read table from what was read of its view. Pure.
 *
 * <ol>
 *   <li>The table and its view must fit: a primary key, the same columns.
 *   <li>The view must be a function of the rows that it reads ({@link ViewShape#reasons}).
 *   <li>Each use of a table must be linked to the key ({@link ScopeChoice}).
 *   <li>Every change must be captured, and nothing may be hidden: triggers, row security, replication.
 * </ol>
 */
final class Decider {

    private final Facts facts;
    private final TableFacts tables;
    private final IvmOptions options;

    Decider(Facts facts, TableFacts tables, IvmOptions options) {
        this.facts = facts;
        this.tables = tables;
        this.options = options;
    }

    Decision decide(Projection projection) {
        ColumnMatch match = ColumnMatch.of(projection, projection.viewColumns());
        List<Reason> reasons = new ArrayList<>(TableReasons.of(projection, match, tables));
        if (!reasons.isEmpty()) {
            return refused(projection, reasons);
        }
        long view = tables.read(projection.oid()).orElseThrow().view();
        List<String> columns =
                match.columns().stream().map(Projection.Column::name).toList();
        ViewShape shape = ViewReader.read(facts, view, Set.copyOf(columns), projection.primaryKey());
        reasons.addAll(shape.reasons());
        for (TableUse use : shape.uses()) {
            tables.base(use.table().oid())
                    .ifPresent(base -> reasons.addAll(AccessReasons.of(use, base.access(), shape.proven())));
        }
        Optional<ScopeChoice> choice = ScopeChoice.of(shape, projection.primaryKey());
        reasons.addAll(LinkReasons.of(projection, shape, choice));
        if (!reasons.isEmpty() || choice.isEmpty()) {
            return refused(projection, reasons);
        }
        Builder builder = new Builder(facts, tables, shape, choice.get());
        Maintained maintained = builder.build(projection, match);
        Finding finding = new Finding(
                Verdict.INCREMENTAL, List.of(), Advice.of(maintained, tables, options), builder.paths(), null);
        return new Decision(verdict(projection, finding), Optional.of(maintained), projection.definition());
    }

    private static Decision refused(Projection projection, List<Reason> reasons) {
        List<Reason> once = List.copyOf(new LinkedHashSet<>(reasons));
        Finding finding = new Finding(Verdict.COMPARE_AT_SYNC, once, List.of(), List.of(), null);
        return new Decision(verdict(projection, finding), Optional.empty(), projection.definition());
    }

    private static TableVerdict verdict(Projection projection, Finding finding) {
        String view = projection.view();
        return new TableVerdict(
                projection.displayName(),
                view == null ? null : projection.schema() + "." + view,
                finding,
                Installed.NO);
    }
}
