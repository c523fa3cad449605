// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.IncrementalMaintenance;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every view that is understood is maintained: after each transaction of random changes tables equal views. */
class MaintainedViewsTests {

    private static final int TRANSACTIONS = 80;
    private static final int MOST_STATEMENTS = 3;
    private static final int IDS = 6;

    private final Random random = new Random(20261127);

    @Test
    void everyViewThatIsUnderstoodStaysEqualToItsTable() throws SQLException {
        try (ViewsOfABlog views = new ViewsOfABlog(IncrementalViewsTests.VIEWS)) {
            seed(views);
            IvmResult result = new IncrementalMaintenance(views.database().dataSource()).apply(IvmOptions.defaults());
            assertThat(result.tables())
                    .allSatisfy(table -> assertThat(table.incremental()).isTrue());
            assertThat(result.installed()).hasSize(IncrementalViewsTests.VIEWS.size());
            List<String> tables =
                    result.tables().stream().map(TableVerdict::table).toList();
            String differences = differences(tables);
            assertThat(views.database().query(differences)).isEmpty();
            int committed = 0;
            try (Connection connection = views.database().connect()) {
                connection.setAutoCommit(false);
                for (int i = 0; i < TRANSACTIONS; i++) {
                    List<String> statements = new ArrayList<>();
                    for (int n = random.nextInt(MOST_STATEMENTS); n >= 0; n--) {
                        statements.add(change());
                    }
                    if (commits(connection, statements)) {
                        committed++;
                    }
                    assertThat(read(connection, differences))
                            .as("after %s", statements)
                            .isEmpty();
                }
            }
            assertThat(committed).isGreaterThan(TRANSACTIONS / 3);
            assertThat(views.database().query("SELECT count(*) FROM fraiseql_ivm_queue"))
                    .containsExactly("0");
        }
    }

    private boolean commits(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
            return true;
        } catch (SQLException e) {
            // a duplicate key of the random data, or a key that a view gives twice
            assertThat(e.getSQLState()).as(e.getMessage()).isIn("23505", "21000", "23503");
            connection.rollback();
            return false;
        }
    }

    /** One query for all tables: which of them differ from their views. */
    private static String differences(List<String> tables) {
        String one = "SELECT '%2$s' WHERE EXISTS ("
                + "(SELECT v_row::text FROM %1$s v_row EXCEPT ALL SELECT t_row::text FROM %2$s t_row) UNION ALL "
                + "(SELECT t_row::text FROM %2$s t_row EXCEPT ALL SELECT v_row::text FROM %1$s v_row))";
        return tables.stream()
                .map(table -> one.formatted(table.replace(".tv_", ".v_"), table))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static List<String> read(Connection connection, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private void seed(ViewsOfABlog views) {
        for (int i = 1; i <= IDS; i++) {
            views.database()
                    .execute(
                            "INSERT INTO tb_tenant VALUES (" + i + ", 't" + i + "')",
                            "INSERT INTO tb_user VALUES (" + user(i) + ", " + i % 3 + ", 'u" + i + "', NULL, " + i
                                    + ".50, 1.10, 0.1, NULL)",
                            "INSERT INTO tb_post VALUES (" + uuid(i) + ", " + i % 3 + ", " + user(i % 3 + 1)
                                    + ", NULL, 'p" + i + "', 's" + i + "', " + i + ", '2026-01-1" + i % 3 + "')",
                            "INSERT INTO tb_comment VALUES (" + i + ", " + uuid(i % 2 + 1) + ", " + user(i)
                                    + ", 'c', '2026-02-01')",
                            "INSERT INTO tb_tag VALUES (" + i + ", 'tag" + i + "')",
                            "INSERT INTO tb_post_tag VALUES (" + uuid(i) + ", " + i + ")",
                            "INSERT INTO tb_category VALUES (" + i + ", " + (i == 1 ? "NULL" : i - 1) + ", 'k" + i
                                    + "')",
                            "INSERT INTO tb_order VALUES (" + i % 2 + ", " + (100 + i) + ", 'o')",
                            "INSERT INTO tb_item VALUES (" + i % 2 + ", " + (100 + i) + ", 1, 2, 3.50)",
                            "INSERT INTO \"tb_Odd name\" VALUES (" + i + ", 'x', " + uuid(i) + ")");
        }
    }

    private String change() {
        int i = 1 + random.nextInt(IDS);
        int j = 1 + random.nextInt(IDS);
        int fresh = 1000 + random.nextInt(100_000);
        return switch (random.nextInt(22)) {
            case 0 -> "UPDATE tb_user SET name = 'n" + fresh + "' WHERE id = " + user(i);
            case 1 -> "UPDATE tb_user SET tenant_id = " + j % 3 + ", score = score + 1 WHERE id = " + user(i);
            case 2 -> "UPDATE tb_post SET author_id = " + user(j) + " WHERE id = " + uuid(i);
            case 3 -> "UPDATE tb_post SET editor_id = " + user(j) + ", tenant_id = " + i % 3 + " WHERE id = " + uuid(i);
            case 4 -> "UPDATE tb_post SET title = 'n" + fresh + "', hits = hits + 1 WHERE id = " + uuid(i);
            case 5 ->
                "INSERT INTO tb_comment VALUES (" + fresh + ", " + uuid(i) + ", " + user(j) + ", 'c" + fresh
                        + "', '2026-02-02')";
            case 6 -> "UPDATE tb_comment SET post_id = " + uuid(j) + " WHERE id = " + i;
            case 7 -> "UPDATE tb_comment SET author_id = NULLIF(" + user(j) + "::uuid, author_id) WHERE id = " + i;
            case 8 -> "DELETE FROM tb_comment WHERE post_id = " + uuid(i) + " AND id % 2 = 0";
            case 9 -> "INSERT INTO tb_post_tag VALUES (" + uuid(i) + ", " + j + ") ON CONFLICT DO NOTHING";
            case 10 -> "DELETE FROM tb_post_tag WHERE tag_id = " + i;
            case 11 -> "UPDATE tb_tag SET name = 'g" + fresh + "' WHERE id = " + i;
            case 12 -> "UPDATE tb_category SET parent_id = " + j + " WHERE id = " + i;
            case 13 -> "UPDATE tb_category SET name = 'k" + fresh + "' WHERE id = " + i;
            case 14 -> "DELETE FROM tb_post WHERE id = " + uuid(i);
            case 15 ->
                "INSERT INTO tb_post VALUES (" + uuid(i) + ", 1, " + user(j) + ", " + user(i) + ", 'again', 's" + fresh
                        + "', 0, '2026-03-01') ON CONFLICT (id) DO UPDATE SET title = excluded.title";
            case 16 -> "INSERT INTO tb_item SELECT tenant_id, id, " + fresh + ", 1, 9.99 FROM tb_order LIMIT 2";
            case 17 -> "UPDATE tb_item SET qty = qty + 1 WHERE order_id = " + (100 + i);
            case 18 -> "UPDATE \"tb_Odd name\" SET post_id = " + uuid(j) + " WHERE \"Key\" = " + i;
            case 19 ->
                "WITH a AS (UPDATE tb_user SET name = 'w" + fresh + "' WHERE id = " + user(i)
                        + " RETURNING 1) UPDATE tb_post SET title = 'w" + fresh + "' WHERE id = " + uuid(j);
            case 20 -> "TRUNCATE tb_post_tag";
            default -> "UPDATE tb_order SET id = id + " + fresh + " WHERE id = " + (100 + i);
        };
    }

    private static String user(int number) {
        return uuid(500 + number);
    }

    private static String uuid(int number) {
        return "'00000000-0000-0000-0000-" + String.format("%012d", number) + "'";
    }
}
