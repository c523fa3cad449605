// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.ivm.decide.TableFacts.Access;
import com.fraiseql.migrate.projection.ivm.decide.TableFacts.Base;
import com.fraiseql.migrate.projection.ivm.decide.TableFacts.Read;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads {@link TableFacts}. */
final class TableFactsReader {

    /**
     * PostgreSQL compares values of two collations if one of them is the default of the database; but then equality
     * must not depend on which of them is taken.
     */
    private static final String READS = """
            SELECT c.oid, coalesce((SELECT v.oid FROM pg_catalog.pg_class v WHERE v.relkind = 'v'
                AND v.relnamespace = c.relnamespace AND v.relname = 'v_' || substr(c.relname, 4)), 0) AS view,
              pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_table_privilege(c.oid, 'INSERT')
                AND pg_catalog.has_table_privilege(c.oid, 'UPDATE') AND pg_catalog.has_table_privilege(c.oid, 'DELETE')
                AND NOT pg_catalog.row_security_active(c.oid) AS writable,
              EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND NOT i.indisprimary
                AND (i.indisunique OR i.indisexclusion)) AS other_unique,
              coalesce((SELECT string_agg(DISTINCT o.oid::regclass::text, chr(30)) FROM pg_catalog.pg_constraint f
                JOIN pg_catalog.pg_class o ON o.oid = CASE f.conrelid WHEN c.oid THEN f.confrelid ELSE f.conrelid END
                WHERE f.contype = 'f' AND c.oid IN (f.conrelid, f.confrelid)), '') AS foreign_keys,
              coalesce((SELECT string_agg(k.attname, chr(30)) FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey::int2[])
                JOIN pg_catalog.pg_class v ON v.relnamespace = c.relnamespace AND v.relkind = 'v'
                  AND v.relname = 'v_' || substr(c.relname, 4)
                JOIN pg_catalog.pg_attribute g ON g.attrelid = v.oid AND g.attname = k.attname
                WHERE i.indrelid = c.oid AND i.indisprimary AND k.attcollation <> g.attcollation
                AND ('pg_catalog."default"'::regcollation NOT IN (k.attcollation, g.attcollation)
                  OR EXISTS (SELECT FROM pg_catalog.pg_collation o WHERE NOT o.collisdeterministic
                    AND o.oid IN (k.attcollation, g.attcollation)))), '') AS other_collations
            FROM pg_catalog.pg_class c WHERE c.oid IN (%s)""";

    /** Up to the parents of the parents, and down to the partitions of partitions. */
    private static final String FAMILY = """
            WITH RECURSIVE up AS (
              SELECT oid AS base, oid AS member, 0 AS depth FROM pg_catalog.pg_class WHERE oid IN (%1$s)
              UNION SELECT up.base, i.inhparent, up.depth + 1 FROM up JOIN pg_catalog.pg_inherits i
                ON i.inhrelid = up.member
            ), down AS (
              SELECT oid AS base, oid AS member, 0 AS depth FROM pg_catalog.pg_class WHERE oid IN (%1$s)
              UNION SELECT down.base, i.inhrelid, down.depth - 1 FROM down JOIN pg_catalog.pg_inherits i
                ON i.inhparent = down.member
            ), family AS (SELECT * FROM up UNION SELECT * FROM down)
            SELECT f.base, n.nspname, c.relname,
              (SELECT string_agg(a.attname, chr(30) ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
            FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.member
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            ORDER BY f.base, abs(f.depth), f.depth, n.nspname, c.relname""";

    private static final String INDEXES = """
            SELECT i.indrelid, (SELECT string_agg(a.attname, chr(30) ORDER BY k.n) FROM unnest(i.indkey::int2[])
              WITH ORDINALITY k (attnum, n) JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid
              AND a.attnum = k.attnum WHERE k.n <= i.indnkeyatts) AS columns
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_am m ON m.oid = c.relam AND m.amname IN ('btree', 'hash')
            WHERE i.indisvalid AND i.indpred IS NULL AND 0 <> ALL (i.indkey::int2[]) AND i.indrelid IN (%s)""";

    private static final String ACCESS = """
            WITH RECURSIVE member AS (
              SELECT oid AS base, oid AS member FROM pg_catalog.pg_class WHERE oid IN (%1$s)
              UNION SELECT m.base, i.inhrelid FROM member m JOIN pg_catalog.pg_inherits i ON i.inhparent = m.member
            ), reader AS (
              SELECT relowner AS role FROM pg_catalog.pg_class WHERE oid IN (%2$s)
              UNION SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user
            )
            SELECT m.base, bool_and(pg_catalog.has_table_privilege(c.oid, 'TRIGGER')
                AND pg_catalog.has_table_privilege(c.oid, 'SELECT')) AS triggers,
              bool_or(c.relrowsecurity) AS row_security,
              bool_or(c.relrowsecurity AND EXISTS (SELECT FROM reader JOIN pg_catalog.pg_roles r ON r.oid = reader.role
                WHERE NOT r.rolsuper AND NOT r.rolbypassrls
                AND (c.relforcerowsecurity OR NOT pg_catalog.pg_has_role(r.oid, c.relowner, 'USAGE')))) AS filtered,
              bool_or(EXISTS (SELECT FROM pg_catalog.pg_subscription_rel s WHERE s.srrelid = c.oid)) AS replicated
            FROM member m JOIN pg_catalog.pg_class c ON c.oid = m.member GROUP BY m.base""";

    private final TransactionalSession session;

    TableFactsReader(TransactionalSession session) {
        this.session = session;
    }

    List<Read> reads(Collection<Long> tables) throws SQLException {
        List<Read> reads = new ArrayList<>();
        for (Row row : session.query(READS.formatted(in(tables)))) {
            reads.add(new Read(
                    row.number("oid"),
                    row.number("view"),
                    row.flag("writable"),
                    row.flag("other_unique"),
                    row.list("foreign_keys"),
                    row.list("other_collations")));
        }
        return reads;
    }

    /**
     * Reads what is known of base tables.
     *
     * @param views the views above them, whose owners' policies apply
     */
    List<Base> bases(Collection<Long> tables, Collection<Long> views) throws SQLException {
        Map<Long, List<BaseTable.Relative>> families = new LinkedHashMap<>();
        for (Row row : session.query(FAMILY.formatted(in(tables)))) {
            List<BaseTable.Relative> family = families.computeIfAbsent(row.number("base"), oid -> new ArrayList<>());
            BaseTable.Relative relative =
                    new BaseTable.Relative(row.text("nspname"), row.text("relname"), row.list("columns"));
            if (!family.contains(relative)) {
                family.add(relative);
            }
        }
        Map<Long, List<List<String>>> indexes = new LinkedHashMap<>();
        for (Row row : session.query(INDEXES.formatted(in(tables)))) {
            indexes.computeIfAbsent(row.number("indrelid"), oid -> new ArrayList<>())
                    .add(row.list("columns"));
        }
        List<Base> bases = new ArrayList<>();
        for (Row row : session.query(ACCESS.formatted(in(tables), in(views)))) {
            long oid = row.number("base");
            bases.add(new Base(
                    oid,
                    families.getOrDefault(oid, List.of()),
                    indexes.getOrDefault(oid, List.of()),
                    new Access(
                            row.flag("triggers"),
                            row.flag("row_security"),
                            row.flag("filtered"),
                            row.flag("replicated"))));
        }
        return bases;
    }

    private static String in(Collection<Long> oids) {
        return oids.isEmpty() ? "0" : oids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
