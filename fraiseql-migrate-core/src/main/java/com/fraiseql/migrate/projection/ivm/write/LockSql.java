// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.derive.Arrays;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that take locks. Each is one line that ends with its kind, and a statement of its own: what is read
 * after it is read with a later snapshot.
 *
 * <p>The number of a lock is the hash of a value by its type's own equality, with a seed for each link. Locks of one
 * statement are taken in the order of their numbers, each once, in the strongest mode that is needed.
 */
final class LockSql {

    private LockSql() {}

    /** A relation, against TRUNCATE and DDL, which would wait for our advisory locks while we wait for them. */
    static String relation(String indent, String relation, String mode) {
        return indent + "LOCK TABLE " + relation + " IN " + mode + " MODE; -- lock: relation\n";
    }

    /** Those of a table and its view, which reaches the base tables. */
    static String relations(String indent, Maintained table) {
        return relation(indent, Names.view(table), "ACCESS SHARE")
                + relation(indent, Names.target(table), "ROW EXCLUSIVE");
    }

    /** L(tv). */
    static String table(long number, boolean fine) {
        return (fine
                        ? "  IF NOT coarse THEN PERFORM pg_advisory_xact_lock_shared(" + number
                                + "); END IF; -- lock: table\n"
                        : "")
                + (fine ? "  IF coarse THEN " : "  ") + "PERFORM pg_advisory_xact_lock(" + number + ");"
                + (fine ? " END IF;" : "") + " -- lock: table\n";
    }

    /**
     * The values of a link: exclusive where the walk crosses it, shared where rows at its inner end have moved. Those
     * who move rows to one author do not wait for each other, only for who changes that author.
     */
    static String edge(Arrays crossed, @Nullable Arrays moved, long seed) {
        List<String> parts = new ArrayList<>();
        parts.add(hashes(crossed.list(), crossed.width(), seed, "true"));
        String wanted = crossed.first() + " IS NOT NULL";
        if (moved != null) {
            parts.add(hashes(moved.list(), moved.width(), seed, "false"));
            wanted = "(" + wanted + " OR " + moved.first() + " IS NOT NULL)";
        }
        return "  IF NOT coarse AND " + wanted + " THEN PERFORM count(CASE WHEN o.exclusive THEN"
                + " pg_advisory_xact_lock(o.h)::text ELSE pg_advisory_xact_lock_shared(o.h)::text END) FROM "
                + "(SELECT q.h,"
                + " bool_or(q.e) AS exclusive FROM (" + String.join(" UNION ALL ", parts)
                + ") q(h, e) GROUP BY q.h ORDER BY q.h OFFSET 0) o; END IF; -- lock: edge\n";
    }

    /** The keys' locks. One key is the usual case, and an expression costs less than a query. */
    static String keys(Arrays keys, long seed) {
        int width = keys.width();
        String one = Columns.each(width, ", ", i -> "(" + keys.names().get(i - 1) + ")[1]");
        return "  IF NOT coarse AND cardinality(" + keys.first() + ") = 1 THEN message := CASE WHEN num_nulls(" + one
                + ") = 0 THEN pg_advisory_xact_lock(hash_record_extended(ROW(" + one + "), " + seed
                + "))::text END; -- lock: key\n  ELSIF NOT coarse THEN PERFORM count(pg_advisory_xact_lock(o.h)::text)"
                + " FROM (SELECT DISTINCT " + hash(width, seed) + " AS h FROM " + Columns.unnest(keys.list(), width)
                + known(width) + " ORDER BY 1 OFFSET 0) o; END IF; -- lock: key\n";
    }

    /**
     * The rows that make a transaction at a higher isolation level fail with 40001 if others have maintained the same
     * links or keys since its snapshot. Advisory locks alone would let it go on with what it cannot see.
     */
    static String guard(String guard, long number) {
        return "  PERFORM FROM " + guard + " t WHERE t.lock = " + number
                + " AND (coarse OR t.bucket = ANY(buckets)) ORDER BY t.bucket FOR UPDATE; -- lock: guard\n"
                + "  UPDATE " + guard + " t SET n = t.n + 1 WHERE t.lock = " + number
                + " AND (coarse OR t.bucket = ANY(buckets)); -- lock: guard\n";
    }

    /** Adds the guard rows of some values. */
    static String buckets(Arrays values, long seed) {
        return "  IF NOT coarse AND " + values.first() + " IS NOT NULL THEN\n    buckets := buckets || ARRAY(SELECT"
                + " DISTINCT (" + hash(values.width(), seed) + " & 255)::integer FROM "
                + Columns.unnest(values.list(), values.width()) + ");\n  END IF;\n";
    }

    private static String hashes(String arrays, int width, long seed, String exclusive) {
        return "SELECT " + hash(width, seed) + ", " + exclusive + " FROM " + Columns.unnest(arrays, width)
                + known(width);
    }

    /** NULL equals nothing, so it needs no lock; and its number would be 0 for every link. */
    private static String known(int width) {
        return " WHERE " + Columns.each(width, " AND ", i -> "u.c" + i + " IS NOT NULL");
    }

    private static String hash(int width, long seed) {
        return "hash_record_extended(ROW(" + Columns.numbered("u.c", width) + "), " + seed + ")";
    }
}
