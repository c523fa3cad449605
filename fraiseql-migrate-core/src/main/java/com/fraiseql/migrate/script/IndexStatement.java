// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.script.Traits.Kind;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reconciling needs of a statement that PostgreSQL does in several transactions. Names are as PostgreSQL keeps
 * them.
 *
 * @param statement the statement
 * @param kind CREATE_INDEX_, DROP_INDEX_, REINDEX_ or DETACH_CONCURRENTLY
 * @param schema the schema that the statement names: the table's for CREATE INDEX, DETACH and REINDEX TABLE, the
 *     index's for DROP INDEX and REINDEX INDEX; {@code null} if it names none
 * @param index the index; {@code null} for DETACH and REINDEX TABLE, and where CREATE INDEX leaves the name to
 *     PostgreSQL
 * @param table the table; for DETACH the partitioned one; {@code null} for DROP INDEX and REINDEX INDEX
 * @param partitionSchema the schema of the partition that DETACH names, or {@code null}
 * @param partition the partition that DETACH names, or {@code null}
 * @param ifNotExists whether CREATE INDEX says IF NOT EXISTS
 * @param ifExists whether DROP INDEX or ALTER TABLE says IF EXISTS
 * @param unique whether the index is UNIQUE
 * @param only whether CREATE INDEX says ON ONLY
 */
public record IndexStatement(
        Statement statement,
        Kind kind,
        @Nullable String schema,
        @Nullable String index,
        @Nullable String table,
        @Nullable String partitionSchema,
        @Nullable String partition,
        boolean ifNotExists,
        boolean ifExists,
        boolean unique,
        boolean only) {

    /**
     * Takes a statement apart.
     *
     * @throws IllegalArgumentException if its kind is another one, or it is not what PostgreSQL would understand
     */
    public static IndexStatement parse(Statement statement) {
        TokenCursor words = new TokenCursor(statement.tokens());
        Kind kind = statement.traits().kind();
        return switch (kind) {
            case CREATE_INDEX_CONCURRENTLY -> Parts.of(statement).asIndex();
            case DROP_INDEX_CONCURRENTLY -> {
                words.accept("DROP", "INDEX", "CONCURRENTLY");
                boolean ifExists = words.accept("IF", "EXISTS");
                List<Token> name = name(words, statement);
                yield new IndexStatement(
                        statement, kind, schema(name), last(name), null, null, null, false, ifExists, false, false);
            }
            case REINDEX_CONCURRENTLY -> {
                words.accept("REINDEX");
                words.list();
                boolean table = words.take().is("TABLE");
                words.accept("CONCURRENTLY");
                List<Token> name = name(words, statement);
                yield new IndexStatement(
                        statement,
                        kind,
                        schema(name),
                        table ? null : last(name),
                        table ? last(name) : null,
                        null,
                        null,
                        false,
                        false,
                        false,
                        false);
            }
            case DETACH_CONCURRENTLY -> {
                words.accept("ALTER", "TABLE");
                boolean ifExists = words.accept("IF", "EXISTS");
                words.accept("ONLY");
                List<Token> parent = name(words, statement);
                words.accept("*");
                words.accept("DETACH", "PARTITION");
                List<Token> partition = name(words, statement);
                yield new IndexStatement(
                        statement,
                        kind,
                        schema(parent),
                        null,
                        last(parent),
                        schema(partition),
                        last(partition),
                        false,
                        ifExists,
                        false,
                        false);
            }
            default -> throw new IllegalArgumentException(statement.firstLine());
        };
    }

    /**
     * The same CREATE INDEX without CONCURRENTLY and IF NOT EXISTS, on another table.
     *
     * @param newTable the table as it stands in SQL: quoted where needed, with its schema where needed
     * @throws IllegalStateException if this is not CREATE INDEX CONCURRENTLY
     */
    public String rewrite(String newTable) {
        if (kind != Kind.CREATE_INDEX_CONCURRENTLY) {
            throw new IllegalStateException(statement.firstLine());
        }
        Parts parts = Parts.of(statement);
        String text = statement.text();
        StringBuilder sql = new StringBuilder(text.length());
        sql.append(text, 0, parts.concurrently.offset());
        sql.append(text, parts.afterIfNotExists, parts.table.get(0).offset());
        sql.append(newTable);
        sql.append(text, parts.tableEnd, text.length());
        return sql.toString();
    }

    private static List<Token> name(TokenCursor words, Statement statement) {
        List<Token> name = words.qualifiedName();
        if (name.isEmpty()) {
            throw new IllegalArgumentException(statement.firstLine());
        }
        return name;
    }

    private static String last(List<Token> name) {
        return name.get(name.size() - 1).name();
    }

    private static @Nullable String schema(List<Token> name) {
        return name.size() > 1 ? name.get(name.size() - 2).name() : null;
    }

    /** CREATE INDEX CONCURRENTLY and where its parts are. */
    private static final class Parts {
        final Statement statement;
        final boolean unique;
        final Token concurrently;
        final boolean ifNotExists;
        final int afterIfNotExists;
        final @Nullable Token index;
        final boolean only;
        final List<Token> table;
        final int tableEnd;

        private Parts(Statement statement) {
            this.statement = statement;
            TokenCursor words = new TokenCursor(statement.tokens());
            words.accept("CREATE");
            unique = words.accept("UNIQUE");
            words.accept("INDEX");
            concurrently = words.take();
            ifNotExists = words.accept("IF", "NOT", "EXISTS");
            afterIfNotExists = words.peek().offset();
            List<Token> name = words.peek().is("ON") ? List.of() : name(words, statement);
            index = name.isEmpty() ? null : name.get(name.size() - 1);
            words.accept("ON");
            only = words.accept("ONLY");
            table = name(words, statement);
            tableEnd = words.previous().end();
        }

        static Parts of(Statement statement) {
            return new Parts(statement);
        }

        IndexStatement asIndex() {
            return new IndexStatement(
                    statement,
                    Kind.CREATE_INDEX_CONCURRENTLY,
                    schema(table),
                    index == null ? null : index.name(),
                    last(table),
                    null,
                    null,
                    ifNotExists,
                    false,
                    unique,
                    only);
        }
    }
}
