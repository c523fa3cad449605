// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.run;

import com.fraiseql.migrate.catalog.CatalogReader;
import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import com.fraiseql.migrate.projection.ivm.decide.Decision;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.registry.RegisteredTable;
import com.fraiseql.migrate.projection.ivm.registry.RegistryTable;
import com.fraiseql.migrate.projection.ivm.write.Home;
import com.fraiseql.migrate.projection.ivm.write.IvmScript;
import com.fraiseql.migrate.projection.survey.TableNames;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is before anything is done: the read tables, what was decided about each, what is installed, and the SQL
 * that ought to be.
 *
 * @param home where the generated objects are
 * @param projections every {@code tv_} of the database
 * @param registered what is installed, by table
 * @param analysed what was decided about each table that counts
 * @param script the SQL for those that can be maintained
 */
record Ground(
        Home home,
        List<Projection> projections,
        Map<String, RegisteredTable> registered,
        List<Decision> analysed,
        IvmScript script) {

    /** Reads it. */
    static Ground read(IvmRun ivm, IvmOptions options, Analyser analyser) throws SQLException {
        CatalogReader reader = new CatalogReader(
                ivm.link(), RegistryTable.NAME, options.waits().lockTimeout());
        CatalogReader.Found found = ivm.run().retrying(() -> reader.read(options.schema(), Map.of()));
        ivm.run().searchPath(found.searchPath());
        String schema = found.schema();
        if (schema == null) {
            throw new MigrateException(
                    FailureCode.NO_SCHEMA,
                    "No schema on the search path exists.",
                    "Create the schema, or name one (fraiseql.migrate.schema).");
        }
        Map<String, RegisteredTable> registered = new RegistryTable(schema).read(ivm.link());
        List<Decision> analysed = ivm
                .run()
                .retrying(() -> ivm.link().inTransaction(tx -> {
                    tx.execute("SET LOCAL search_path = pg_catalog");
                    return analyser.of(tx, found.projections(), options);
                }))
                .stream()
                .filter(a -> counts(a.verdict(), found.projections(), registered, options))
                .toList();
        List<Maintained> maintained =
                analysed.stream().flatMap(a -> a.maintained().stream()).toList();
        Map<String, String> definitions = new LinkedHashMap<>();
        analysed.forEach(a -> definitions.put(a.verdict().table(), a.definition()));
        Home home = new Home(schema, found.searchPath());
        return new Ground(
                home, found.projections(), registered, analysed, IvmScript.of(maintained, options, home, definitions));
    }

    /** A read table by its name with its schema. */
    Projection projection(String table) {
        return projections.stream()
                .filter(projection -> projection.displayName().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** A table that is maintained stays so when only others are named. */
    private static boolean counts(
            TableVerdict verdict,
            List<Projection> projections,
            Map<String, RegisteredTable> registered,
            IvmOptions options) {
        return projections.stream()
                .filter(p -> p.displayName().equals(verdict.table()))
                .filter(p -> options.scope().exclude().stream().noneMatch(e -> TableNames.matches(p, e)))
                .filter(p -> options.scope().schemas().isEmpty()
                        || options.scope().schemas().contains(p.schema()))
                .anyMatch(p -> isNamed(p, options) || registered.containsKey(p.displayName()));
    }

    private static boolean isNamed(Projection projection, IvmOptions options) {
        return options.scope().tables().isEmpty()
                || options.scope().tables().stream().anyMatch(t -> TableNames.named(projection, t));
    }

    /**
     * The privilege that the session's role lacks to maintain a table: for this role the table cannot be maintained,
     * but where it is, it is another role's to keep current or to remove.
     */
    Optional<Reason> missingPrivilege(String table) {
        return analysed.stream()
                .filter(decision -> decision.verdict().table().equals(table))
                .flatMap(decision -> decision.verdict().finding().reasons().stream())
                .filter(reason -> reason.code() == Reason.Code.PRIVILEGE)
                .findFirst();
    }

    /** Refuses to go on where a privilege is missing on something that is maintained. */
    void requirePrivileges() {
        registered
                .keySet()
                .forEach(table -> missingPrivilege(table).ifPresent(reason -> {
                    throw new MigrateException(
                            FailureCode.INSUFFICIENT_PRIVILEGE,
                            table + " is maintained, and its maintenance cannot be kept current: " + reason.message(),
                            reason.cure() + " Nothing was changed.");
                }));
    }

    /** What the SQL of a table is derived from, if it can be maintained. */
    Optional<Maintained> maintained(String table) {
        return analysed.stream()
                .filter(decision -> decision.verdict().table().equals(table))
                .findFirst()
                .flatMap(Decision::maintained);
    }

    /** The verdicts, with what is installed. */
    List<TableVerdict> verdicts() {
        return analysed.stream()
                .map(a -> a.verdict().withInstalled(installed(a)))
                .toList();
    }

    private Installed installed(Decision table) {
        RegisteredTable found = registered.get(table.verdict().table());
        if (found == null) {
            return Installed.NO;
        }
        return isCurrent(found) ? Installed.CURRENT : Installed.OUTDATED;
    }

    /** Whether what is installed for a table is what would be generated now. */
    boolean isCurrent(RegisteredTable found) {
        return found.compared()
                && found.generated().equals(script.hashes().get(found.table()))
                && analysed.stream()
                        .filter(a -> a.verdict().table().equals(found.table()))
                        .anyMatch(a -> a.definition().equals(found.definition()));
    }
}
