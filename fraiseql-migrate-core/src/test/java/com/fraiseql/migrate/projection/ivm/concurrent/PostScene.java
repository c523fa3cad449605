// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import com.fraiseql.migrate.projection.ivm.BlogModel;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;
import java.util.function.Consumer;

/**
 * Posts with their author, comments and tags embedded; the figures of each author, by a column that is not the table's
 * key; and the posts that have an approval. Few rows, so that sessions meet.
 */
final class PostScene {

    private static final String ROWS = """
            INSERT INTO tb_user SELECT n, 'u' || n FROM generate_series(1, 6) n;
            INSERT INTO tb_post SELECT n, 1 + n % 4, 'p' || n FROM generate_series(1, 8) n;
            INSERT INTO tb_comment SELECT n, 1 + n % 8, 1 + n % 6, 'c' || n FROM generate_series(1, 16) n;
            INSERT INTO tb_tag SELECT n, 't' || n FROM generate_series(1, 4) n;
            INSERT INTO tb_post_tag SELECT n, 1 + n % 4 FROM generate_series(1, 8) n;
            INSERT INTO tb_approval SELECT n, n FROM generate_series(1, 4) n""";

    static final String COMMENT = "INSERT INTO tb_comment VALUES (100, 1, 2, 'x')";
    static final String OTHER_COMMENT = "INSERT INTO tb_comment VALUES (101, 1, 3, 'y')";
    static final String POST_OF_1 = "INSERT INTO tb_post VALUES (50, 1, 'new')";
    static final String RENAME_1 = "UPDATE tb_user SET name = 'changed' WHERE id = 1";
    static final String RENAME_2 = "UPDATE tb_user SET name = 'changed' WHERE id = 2";
    static final String RENAME_5 = "UPDATE tb_user SET name = 'changed' WHERE id = 5";
    static final String MOVED_POST = "UPDATE tb_post SET author_id = 6 WHERE id = 1";
    static final String MOVED_COMMENT = "UPDATE tb_comment SET post_id = 7 WHERE id = 4";
    static final String TRUNCATE = "TRUNCATE tb_approval";

    /** So many that the read tables are locked as a whole. */
    static final String ALL_COMMENTS = "UPDATE tb_comment SET body = 'changed'";

    private PostScene() {}

    static void create(TestDatabase db) {
        BlogModel.createEmpty(db);
        db.execute(ROWS);
    }

    /** Only one of the read tables, so that no lock of another one stands in for its own. */
    static Consumer<TestDatabase> only(String name) {
        return db -> {
            create(db);
            for (String other : List.of("post", "author_stats", "approved")) {
                if (!other.equals(name)) {
                    db.execute("DROP VIEW v_" + other, "DROP TABLE tv_" + other);
                }
            }
        };
    }
}
