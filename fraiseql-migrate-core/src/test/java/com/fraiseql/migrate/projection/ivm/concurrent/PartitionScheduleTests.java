// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Partitions, composite keys and links, NULL links, and groups. */
class PartitionScheduleTests {

    private static final String TABLES = """
            CREATE TABLE tb_customer (region int, id int, name text NOT NULL, PRIMARY KEY (region, id));
            CREATE TABLE tb_order (id int, month int, region int, customer_id int, amount numeric NOT NULL,
              PRIMARY KEY (id, month), FOREIGN KEY (region, customer_id) REFERENCES tb_customer ON UPDATE CASCADE)
              PARTITION BY LIST (month);
            CREATE TABLE tb_order_1 PARTITION OF tb_order FOR VALUES IN (1);
            CREATE TABLE tb_order_2 PARTITION OF tb_order FOR VALUES IN (2);
            CREATE INDEX ON tb_order (region, customer_id);
            INSERT INTO tb_customer SELECT n % 2, n, 'c' || n FROM generate_series(1, 4) n;
            INSERT INTO tb_order SELECT n, 1 + n % 2, c.region, c.id, n FROM generate_series(1, 8) n
              LEFT JOIN tb_customer c ON c.id = 1 + n % 5""";

    private static final String VIEWS = """
            CREATE VIEW v_customer AS SELECT c.region, c.id, c.name, coalesce((SELECT jsonb_agg(jsonb_build_object(
              'month', o.month, 'amount', o.amount) ORDER BY o.id, o.month) FROM tb_order o
              WHERE o.region = c.region AND o.customer_id = c.id), '[]') AS orders FROM tb_customer c;
            CREATE TABLE tv_customer (region int, id int, name text, orders jsonb, PRIMARY KEY (region, id));
            CREATE VIEW v_order AS SELECT o.id, o.month, o.amount, c.name FROM tb_order o
              LEFT JOIN tb_customer c ON c.region = o.region AND c.id = o.customer_id;
            CREATE TABLE tv_order (id int, month int, amount numeric, name text, PRIMARY KEY (id, month));
            CREATE VIEW v_sales AS SELECT o.region, o.month, count(*) AS orders, sum(o.amount) AS amount
              FROM tb_order o WHERE o.region IS NOT NULL GROUP BY o.region, o.month;
            CREATE TABLE tv_sales (region int, month int, orders bigint, amount numeric, PRIMARY
              KEY (region, month))""";

    private static final String RENAME = "UPDATE tb_customer SET name = 'changed' WHERE id = 2";
    private static final String TO_MONTH_1 = "UPDATE tb_order SET month = 1 WHERE id = 1";

    /** Each of them alone, and all together. */
    private static Stage stage(String... dropped) {
        return new Stage(
                db -> {
                    db.execute(TABLES, VIEWS);
                    for (String name : dropped) {
                        db.execute("DROP VIEW v_" + name, "DROP TABLE tv_" + name);
                    }
                },
                Maintenance::ofAll);
    }

    @RegisterExtension
    static final Stage customers = stage("order", "sales");

    @RegisterExtension
    static final Stage orders = stage("customer", "sales");

    @RegisterExtension
    static final Stage sales = stage("customer", "order");

    @RegisterExtension
    static final Stage all = stage();

    @Test
    void anOrderMovesToAnotherPartitionWhileItsCustomerIsRenamed() throws SQLException {
        orders.assertRight(TO_MONTH_1, RENAME);
        customers.assertRight(TO_MONTH_1, RENAME);
    }

    @Test
    void anOrderArrivesInAPartitionWhileItsCustomerIsRenamed() throws SQLException {
        String order = "INSERT INTO tb_order_2 VALUES (20, 2, 0, 2, 7)";
        orders.assertRight(order, RENAME);
        customers.assertRight(order, RENAME);
    }

    @Test
    void aPartitionIsWrittenToDirectlyAndByItsParent() throws SQLException {
        String direct = "UPDATE tb_order_2 SET amount = 1.00 WHERE id = 1";
        customers.assertRight(direct, "UPDATE tb_order SET amount = 5 WHERE id = 6");
        sales.assertRight(direct, "INSERT INTO tb_order VALUES (20, 2, 0, 2, 7)");
    }

    @Test
    void aPartitionIsTruncatedWhileOrdersAreWrittenToAnother() throws SQLException {
        sales.assertRight("TRUNCATE tb_order_1", "UPDATE tb_order_2 SET amount = 9 WHERE id = 1");
        customers.assertRight("TRUNCATE tb_order_1", "UPDATE tb_order_2 SET amount = 9 WHERE id = 1");
    }

    @Test
    void anOrderGetsACustomerWhoIsRenamed() throws SQLException {
        String taken = "UPDATE tb_order SET region = 0, customer_id = 2 WHERE customer_id IS NULL";
        orders.assertRight(taken, RENAME);
        customers.assertRight(taken, RENAME);
    }

    @Test
    void anOrderLosesItsCustomerWhoIsRenamed() throws SQLException {
        orders.assertRight("UPDATE tb_order SET customer_id = NULL WHERE id = 1", RENAME);
    }

    @Test
    void anOrderMovesBetweenGroupsWhileOthersArriveInBoth() throws SQLException {
        sales.assertRight(
                TO_MONTH_1, "INSERT INTO tb_order VALUES (20, 1, 0, 2, 7), (21, 2, 0, 2, 7), (22, 2, 1, 1, 7)");
    }

    @Test
    void theKeyOfACustomerChangesWhileAnOrderOfHisChanges() throws SQLException {
        String moved = "UPDATE tb_customer SET id = 12 WHERE id = 2";
        customers.assertRight(moved, "UPDATE tb_order SET amount = 9 WHERE id = 6");
        all.assertRight(moved, TO_MONTH_1);
    }
}
