// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.failure.MigrateException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a database that has a name below {@code fraiseql.migrate.databases}: which database it is, and the
 * properties of that one. Advice that names the main database's properties would change the main database.
 */
public final class NamedDatabase {

    private static final String PREFIX = "fraiseql.migrate.";
    /** What an entry of {@code fraiseql.migrate.databases} can set, too: all but what is the application's. */
    private static final Pattern OWN = Pattern.compile("\\bfraiseql\\.migrate\\.(?=[a-z])"
            + "(?!(?:enabled|endpoint|sync|ivm|cascade|lint|databases|other-tools|exit-after-run)(?![\\w-]))");

    private NamedDatabase() {}

    /**
     * The failure with that database's name and properties.
     *
     * @param name the database's name, {@code null} for one without
     */
    public static MigrateException failure(MigrateException failure, @Nullable String name) {
        if (name == null) {
            return failure;
        }
        MigrateException named = MigrateException.builder(
                        failure.code(),
                        "Database '" + name + "': " + failure.what(),
                        action(SpringWording.action(failure), name))
                .location(failure.location().orElse(null))
                .detail(failure.detail().orElse(null))
                .cause(failure.getCause())
                .build()
                .withFullDetail(failure.fullDetail().orElse(null));
        named.setStackTrace(failure.getStackTrace());
        return named;
    }

    static String action(String action, String name) {
        return OWN.matcher(action.replace(
                        "mark another DataSource with @FraiseqlMigrateDataSource, or set fraiseql.migrate.url",
                        "name another DataSource bean with fraiseql.migrate.databases." + name
                                + ".data-source, or set fraiseql.migrate.url instead"))
                .replaceAll(PREFIX + "databases." + java.util.regex.Matcher.quoteReplacement(name) + ".");
    }
}
