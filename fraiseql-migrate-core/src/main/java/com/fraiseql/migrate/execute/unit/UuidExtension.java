// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.script.Unit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * FraiseQL's tables have {@code DEFAULT uuid_generate_v4()}, a function of the extension {@code uuid-ossp}, and its
 * documentation uses it without creating the extension. Where that function is what a unit failed for, the undone unit
 * is retried with the extension created in its own transaction, so that a migration that fails leaves none; a statement
 * that refuses a transaction finds it created. PostgreSQL allows this to every role that may create objects in the
 * database. The log reports it. {@code docs/writing-migrations.md}, "UUIDs".
 */
public final class UuidExtension {

    private static final Pattern MISSING = Pattern.compile("\\buuid_generate_v[1345][a-z]*\\(");
    private static final String CREATE = "CREATE EXTENSION \"uuid-ossp\"";

    private final RunContext run;
    private boolean tried;
    private boolean wanted;

    UuidExtension(RunContext run) {
        this.run = run;
    }

    /** What a unit's transaction executes before the unit's statements. */
    List<String> first() {
        return wanted ? List.of("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"") : List.of();
    }

    /** The unit that wanted it has been committed. */
    void committed() {
        wanted = false;
    }

    /** Whether the function was what was missing and can be provided now. */
    boolean provide(Failure failure, Unit unit) {
        if (tried || failure.origin() == null || !missing(failure)) {
            return false;
        }
        tried = true;
        boolean alone = unit.kind() == Unit.Kind.STANDALONE;
        if (!(alone ? run.session().query(CREATE).error() == null : possible())) {
            return false;
        }
        wanted = !alone;
        run.listener()
                .remark(
                        failure.origin().version(),
                        "uuid_generate_v4() is missing, so the extension uuid-ossp is created "
                                + (alone ? "before the statement" : "in the migration's transaction")
                                + "; write CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" into your first migration, "
                                + "or use gen_random_uuid(), which needs none.");
        return true;
    }

    private boolean possible() {
        try {
            return run.session().query("BEGIN").error() == null
                    && run.session().query(CREATE).error() == null;
        } finally {
            Transactions.rollBack(run);
        }
    }

    private static boolean missing(Failure failure) {
        return SqlState.UNDEFINED_FUNCTION.equals(SqlState.of(failure.error()))
                && MISSING.matcher(String.valueOf(failure.error().getMessage())).find();
    }

    /** What to do where the function is missing for good; nothing if that is not what the unit has failed for. */
    public static Optional<String> action(Session session, Failure failure, String again) {
        if (!missing(failure)) {
            return Optional.empty();
        }
        Reply reply = session.query("SELECT (SELECT quote_ident(n.nspname) FROM pg_catalog.pg_extension e"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'uuid-ossp'),"
                + " EXISTS (SELECT FROM pg_catalog.pg_available_extensions WHERE name = 'uuid-ossp')");
        if (reply.error() != null) {
            return Optional.empty();
        }
        Row row = reply.rows(0).get(0);
        String otherwise = ", or use gen_random_uuid(), which needs no extension; then " + again + ".";
        if (row.textOrNull(0) != null) {
            return Optional.of("The function belongs to the extension uuid-ossp, which is in the schema "
                    + row.textOrNull(0) + " that the search_path does not name. Write " + row.textOrNull(0)
                    + ".uuid_generate_v4()" + otherwise);
        }
        return Optional.of(
                row.flag(1)
                        ? "The function belongs to the extension uuid-ossp, which this database lacks. Let the "
                                + "owner of the database, another"
                                + " user with CREATE on it, or a superuser execute " + CREATE + otherwise
                        : "The function belongs to the extension uuid-ossp, which this server lacks. Install "
                                + "PostgreSQL's contrib package there"
                                + otherwise);
    }
}
