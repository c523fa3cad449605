// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.registry.RegistryTable;
import com.fraiseql.migrate.script.Sha256;
import java.nio.charset.StandardCharsets;

/** The names of the generated objects. All of them begin alike, and lie in one schema. */
public final class Names {

    /** What every generated name begins with; the registry has this name. */
    public static final String PREFIX = RegistryTable.NAME;

    /** What the names of generated triggers begin with: those of one table fire by name, and the user's come first. */
    public static final String TRIGGER_PREFIX = "zz_fraiseql_ivm_";

    /** The constraint trigger on the queue. */
    static final String TICKET = "fraiseql_ivm_ticket";

    private static final int LONGEST = 63;
    private static final int HASH = 8;

    private final Home home;

    public Names(Home home) {
        this.home = home;
    }

    String schema() {
        return Sql.name(home.schema());
    }

    public String registry() {
        return qualified(PREFIX);
    }

    public String queue() {
        return qualified(PREFIX + "_queue");
    }

    public String guard() {
        return qualified(PREFIX + "_guard");
    }

    String pass() {
        return qualified(PREFIX + "_pass");
    }

    public String flush() {
        return qualified(PREFIX + "_flush");
    }

    public String compare() {
        return qualified(RegistryTable.COMPARE);
    }

    String compareRange() {
        return qualified(RegistryTable.COMPARE_RANGE);
    }

    String ticket() {
        return qualified(TICKET);
    }

    String queueIndex() {
        return Sql.name(PREFIX + "_queue_x");
    }

    /** The function that captures what a statement has changed in a base table. */
    String collector(BaseTable table) {
        return qualified(collectorName(table));
    }

    String collectorName(BaseTable table) {
        return fitting(PREFIX + "_on_", table.schema(), table.name());
    }

    /** The function that recomputes everything that reads a base table. */
    String wholesale(BaseTable table) {
        return qualified(wholesaleName(table));
    }

    String wholesaleName(BaseTable table) {
        return fitting(PREFIX + "_all_", table.schema(), table.name());
    }

    /** The view of a maintained table. */
    static String view(Maintained table) {
        return Sql.name(table.name().schema(), table.name().view());
    }

    /** A maintained table. */
    static String target(Maintained table) {
        return Sql.name(table.name().schema(), table.name().table());
    }

    /** The function that maintains one table. */
    String maintain(Maintained table) {
        return qualified(maintainName(table));
    }

    String maintainName(Maintained table) {
        return fitting(PREFIX + "_do_", table.name().schema(), table.name().table());
    }

    /** The sequence that counts the passes of a table. */
    public String passes(String schema, String table) {
        return qualified(fitting(PREFIX + "_n_", schema, table));
    }

    /** The sequence that counts those passes that locked the table as a whole. */
    public String coarsePasses(String schema, String table) {
        return qualified(fitting(PREFIX + "_c_", schema, table));
    }

    /**
     * The name of a trigger.
     *
     * @param event i, u, d or t
     * @param base the base table whose collector it calls
     * @param relation the relation on which it stands: another one than the table if that is its partition or parent
     */
    static String trigger(char event, BaseTable base, BaseTable.Relative relation) {
        boolean own = base.schema().equals(relation.schema()) && base.name().equals(relation.name());
        return TRIGGER_PREFIX + event + (own ? "" : "_" + hash(base.schema(), base.name()));
    }

    private String qualified(String name) {
        return Sql.name(home.schema(), name);
    }

    /** A name of a table in the home schema is kept if it is short enough; others are told apart by a hash. */
    private String fitting(String prefix, String schema, String name) {
        String plain = prefix + name;
        if (schema.equals(home.schema()) && bytes(plain) <= LONGEST) {
            return plain;
        }
        return withHash(plain, hash(schema, name));
    }

    /** A name that ends with a hash, cut before it so that the server keeps the whole: a name has 63 bytes at most. */
    public static String withHash(String name, String hash) {
        String shortened = name;
        while (bytes(shortened) > LONGEST - hash.length() - 1) {
            shortened = shortened.substring(0, shortened.offsetByCodePoints(shortened.length(), -1));
        }
        return shortened + "_" + hash;
    }

    private static String hash(String schema, String name) {
        return Sha256.of(schema + "." + name).substring(0, HASH);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
