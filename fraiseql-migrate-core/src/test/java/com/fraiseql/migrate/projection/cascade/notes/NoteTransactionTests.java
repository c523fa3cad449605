// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What a feed says about transactions that overlap with it, and with each other. */
class NoteTransactionTests extends NotedBlog {

    @Test
    void aChangeIsSeenWhenItIsCommittedAndOnlyThen() throws SQLException {
        try (ChangeFeed feed = open();
                Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE tb_post SET title = 'new' WHERE id = 3");
            database.execute("UPDATE tb_post SET title = 'new' WHERE id = 2");
            assertThat(Blog.changes(feed)).containsExactly("post 2");
            writer.commit();

            assertThat(Blog.changes(feed)).containsExactly("post 3");
        }
    }

    @Test
    void whatIsRolledBackIsNotSeen() throws SQLException {
        try (ChangeFeed feed = open();
                Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE tb_post SET title = 'new'");
            writer.rollback();

            assertThat(Blog.changes(feed)).isEmpty();
        }
    }

    @Test
    void aTransactionThatHadWrittenBeforeTheFeedWasOpenedIsNotMissed() throws SQLException {
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE tb_post SET title = 'new' WHERE id = 3");
            try (ChangeFeed feed = open()) {
                assertThat(Blog.changes(feed)).isEmpty();
                writer.commit();

                assertThat(Blog.changes(feed)).containsExactly("*");
                assertThat(Blog.changes(feed)).isEmpty();
            }
        }
    }

    @Test
    void aTransactionInAnotherDatabaseIsNotTakenForOneOfThisDatabase() throws SQLException {
        try (TestDatabase another = TestDatabase.create();
                Connection writer = another.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("CREATE TABLE t (id int)");
            try (ChangeFeed feed = open()) {
                writer.commit();

                assertThat(Blog.changes(feed)).isEmpty();
            }
        }
    }

    @Test
    void whatALongTransactionHasNotedIsReadOnceItIsCommitted() throws SQLException {
        try (ChangeFeed feed = open();
                Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE tb_post SET title = 'new' WHERE id = 3");
            for (int round = 1; round <= 2; round++) {
                database.execute("UPDATE tb_post SET title = 'new " + round + "' WHERE id = 2");
                assertThat(Blog.changes(feed)).containsExactly("post 2");
            }
            writer.commit();
            database.execute("UPDATE tb_post SET title = 'newer' WHERE id = 1");

            assertThat(Blog.changes(feed)).containsExactly("post 1", "post 3");
            assertThat(Blog.changes(feed)).isEmpty();
        }
    }

    @Test
    void aWriterWithASnapshotFromBeforeTheFeedIsNotMissed() throws SQLException {
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            writer.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("SELECT 1 FROM tb_post");
            try (ChangeFeed feed = open()) {
                statement.execute("UPDATE tb_post SET title = 'new' WHERE id = 3");
                writer.commit();

                assertThat(Blog.changes(feed)).containsExactly("post 3");
            }
        }
    }
}
