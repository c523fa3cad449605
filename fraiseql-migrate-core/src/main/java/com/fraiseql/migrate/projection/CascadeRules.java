// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.cascade.CascadeDifference;
import com.fraiseql.migrate.projection.cascade.CascadeFormat;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import com.fraiseql.migrate.projection.cascade.derive.KeyPlans;
import com.fraiseql.migrate.projection.cascade.derive.Rules;
import com.fraiseql.migrate.projection.cascade.draw.GraphText;
import com.fraiseql.migrate.projection.cascade.draw.RuleDocument;
import com.fraiseql.migrate.projection.cascade.draw.RuleFile;
import com.fraiseql.migrate.projection.cascade.draw.RuleLines;
import com.fraiseql.migrate.projection.cascade.draw.SvgText;
import com.fraiseql.migrate.projection.cascade.read.CascadeFacts;
import com.fraiseql.migrate.projection.cascade.read.CascadeReader;
import com.fraiseql.migrate.projection.ivm.registry.RegisteredTable;
import com.fraiseql.migrate.projection.ivm.registry.RegistryTable;
import com.fraiseql.migrate.projection.table.SyncFailures;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What a change of a base table means for everything that is made of it: which entities it affects, by which way, and
 * what the server deletes or changes by itself. Everything is read from the catalog, nothing is changed, and no lock is
 * taken.
 *
 * <p>Every failure is a {@link com.fraiseql.migrate.failure.MigrateException}.
 */
public final class CascadeRules {

    private final DataSource dataSource;

    public CascadeRules(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /** The rules of the database. Depends on its schema only, not on what is maintained. */
    public CascadeReport report(CascadeOptions options) {
        return Rules.of(read(options));
    }

    /** Where the keys of each entity come from when rows change, by the entities' names. */
    public List<KeyPlan> keyPlans(CascadeOptions options) {
        return KeyPlans.of(read(options));
    }

    /** Rules in a format. */
    public static String shown(CascadeReport report, CascadeFormat format) {
        return switch (format) {
            case TEXT -> RuleLines.of(report);
            case JSON -> RuleDocument.text(report);
            case DOT -> GraphText.dot(report);
            case MERMAID -> GraphText.mermaid(report);
            case SVG -> SvgText.of(report);
        };
    }

    /**
     * How the rules of the database differ from those that were written before, in JSON. Neither the wording of reasons
     * nor the layout of the file counts.
     *
     * @param name the name of the file, for messages
     * @param text what is in it
     * @throws com.fraiseql.migrate.failure.MigrateException UNREADABLE_FILE if it has no rules that are understood
     */
    public CascadeDifference compare(String name, String text, CascadeOptions options) {
        return RuleFile.compare(name, text, report(options));
    }

    private CascadeFacts read(CascadeOptions options) {
        try (TransactionalSession session = TransactionalSession.open(dataSource, () -> "SET LOCAL jit = off;")) {
            return session.inSnapshot(tx -> {
                Set<String> maintained = maintained(tx, options);
                tx.execute("SET LOCAL search_path = pg_catalog");
                return CascadeReader.read(tx, options, maintained);
            });
        } catch (SQLException e) {
            throw SyncFailures.of("the cascade rules", e);
        }
    }

    /** The tables that have been made equal to their views since their maintenance was installed. */
    private static Set<String> maintained(TransactionalSession session, CascadeOptions options) throws SQLException {
        String schema = CatalogReader.schema(session, RegistryTable.NAME, options.schema());
        return schema == null
                ? Set.of()
                : new RegistryTable(schema)
                        .read(session).values().stream()
                                .filter(RegisteredTable::compared)
                                .map(RegisteredTable::table)
                                .collect(Collectors.toSet());
    }
}
