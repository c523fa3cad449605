// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A table that refers to itself, and a read table that reads another one. */
class TreeScheduleTests {

    /** 1 is above 2 and 3, 2 above 4 and 5, 3 above 6; shop 1 sells 4, shop 2 sells 6. */
    private static final String TABLES = """
            CREATE TABLE tb_category (id int PRIMARY KEY, parent_id int REFERENCES tb_category ON DELETE CASCADE
              ON UPDATE CASCADE, name text NOT NULL);
            CREATE INDEX ON tb_category (parent_id);
            INSERT INTO tb_category VALUES (1, NULL, 'one'), (2, 1, 'two'), (3, 1, 'three'), (4, 2, 'four'),
              (5, 2, 'five'), (6, 3, 'six'), (7, NULL, 'seven');
            CREATE TABLE tb_shop (id int PRIMARY KEY, category_id int REFERENCES tb_category ON DELETE SET NULL);
            CREATE INDEX ON tb_shop (category_id);
            INSERT INTO tb_shop VALUES (1, 4), (2, 6), (3, NULL)""";

    private static final String CATEGORY = """
            CREATE VIEW v_category AS SELECT c.id, c.name, p.name AS parent, g.name AS grandparent,
              coalesce((SELECT jsonb_agg(k.name ORDER BY k.id) FROM tb_category k
                WHERE k.parent_id = c.id), '[]') AS below
            FROM tb_category c LEFT JOIN tb_category p ON p.id = c.parent_id
            LEFT JOIN tb_category g ON g.id = p.parent_id;
            CREATE TABLE tv_category (id int PRIMARY KEY, name text, parent text, grandparent text, below jsonb,
              updated_at timestamptz NOT NULL DEFAULT now())""";

    private static final String SHOP = """
            CREATE VIEW v_shop AS SELECT s.id, t.name, t.grandparent, t.below FROM tb_shop s
            LEFT JOIN tv_category t ON t.id = s.category_id;
            CREATE TABLE tv_shop (id int PRIMARY KEY, name text, grandparent text, below jsonb)""";

    private static final String RENAME_1 = "UPDATE tb_category SET name = 'changed' WHERE id = 1";
    private static final String RENAME_2 = "UPDATE tb_category SET name = 'changed' WHERE id = 2";
    private static final String MOVE_2 = "UPDATE tb_category SET parent_id = 7 WHERE id = 2";
    private static final String MOVE_4 = "UPDATE tb_category SET parent_id = 3 WHERE id = 4";

    @RegisterExtension
    static final Stage tree = new Stage(db -> db.execute(TABLES, CATEGORY), Maintenance::ofAll);

    @RegisterExtension
    static final Stage shops = new Stage(TreeScheduleTests::withShops, Maintenance::ofAll);

    private static void withShops(TestDatabase db) {
        db.execute(TABLES, CATEGORY, SHOP);
    }

    @Test
    void aChildMovesWhileItsParentIsRenamed() throws SQLException {
        tree.assertRight(MOVE_4, RENAME_2);
    }

    @Test
    void aParentMovesWhileItsOldParentIsRenamed() throws SQLException {
        tree.assertRight(MOVE_2, RENAME_1);
    }

    @Test
    void aParentMovesWhileItsNewParentIsRenamed() throws SQLException {
        tree.assertRight(MOVE_2, "UPDATE tb_category SET name = 'changed' WHERE id = 7");
    }

    @Test
    void aParentAndItsChildMove() throws SQLException {
        tree.assertRight(MOVE_2, MOVE_4);
    }

    @Test
    void aNewChildArrivesWhileTheGrandparentIsRenamed() throws SQLException {
        tree.assertRight("INSERT INTO tb_category VALUES (8, 2, 'eight')", RENAME_1);
    }

    @Test
    void aBranchIsDeletedWhileTheRootIsRenamed() throws SQLException {
        tree.assertRight("DELETE FROM tb_category WHERE id = 2", RENAME_1);
    }

    @Test
    void aShopArrivesWhileItsCategoryIsRenamed() throws SQLException {
        shops.assertRight("INSERT INTO tb_shop VALUES (9, 4)", "UPDATE tb_category SET name = 'changed' WHERE id = 4");
    }

    @Test
    void aShopMovesWhileTheGrandparentOfItsCategoryIsRenamed() throws SQLException {
        shops.assertRight("UPDATE tb_shop SET category_id = 6 WHERE id = 1", RENAME_1);
    }

    @Test
    void aShopMovesWhileACategoryMoves() throws SQLException {
        shops.assertRight("UPDATE tb_shop SET category_id = 6 WHERE id = 1", MOVE_2);
    }

    @Test
    void theCategoryOfAShopIsDeletedWhileAnotherShopGetsIt() throws SQLException {
        Schedule.of("DELETE FROM tb_category WHERE id = 5", "UPDATE tb_shop SET category_id = 5 WHERE id = 3")
                .run(shops.database())
                .assertRight("23503");
    }

    @Test
    void theKeyOfACategoryThatIsItsOwnParentChanges() throws SQLException {
        tree.assertRight(
                "UPDATE tb_category SET parent_id = 7 WHERE id = 7; UPDATE tb_category SET id = 8 WHERE id = 7",
                RENAME_1);
    }
}
