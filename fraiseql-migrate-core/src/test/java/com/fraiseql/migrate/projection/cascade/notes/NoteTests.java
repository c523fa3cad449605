// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.testsupport.Await;
import org.junit.jupiter.api.Test;

/** What a feed says about committed changes. */
class NoteTests extends NotedBlog {

    @Test
    void aRenamedUserConcernsHimselfAndHisPosts() {
        try (ChangeFeed feed = open()) {
            database.execute("UPDATE tb_user SET name = 'Ada' WHERE id = 1");

            assertThat(Blog.changes(feed)).containsExactly("post 1", "post 2", "user 1");
            assertThat(Blog.changes(feed)).isEmpty();
        }
    }

    @Test
    void aColumnThatNoViewShowsConcernsTheRowOnly() {
        try (ChangeFeed feed = open()) {
            database.execute("UPDATE tb_user SET email = 'new'");

            assertThat(Blog.changes(feed)).containsExactly("user 1", "user 2");
        }
    }

    @Test
    void aPostIsDeletedWithItsComments() {
        try (ChangeFeed feed = open()) {
            database.execute("DELETE FROM tb_post WHERE id = 1");

            assertThat(Blog.changes(feed)).containsExactly("comment 1", "post 1");
        }
    }

    @Test
    void aDeletedUserConcernsThePostsThatHeHadWritten() {
        try (ChangeFeed feed = open()) {
            database.execute("DELETE FROM tb_user WHERE id = 2");

            assertThat(Blog.changes(feed)).containsExactly("post 3", "user 2");
        }
    }

    @Test
    void aCommentThatMovesConcernsBothPosts() {
        try (ChangeFeed feed = open()) {
            database.execute("UPDATE tb_comment SET post_id = 2 WHERE id = 1");

            assertThat(Blog.changes(feed)).containsExactly("comment 1", "post 1", "post 2");
        }
    }

    @Test
    void anUpdateThatChangesNothingConcernsNothing() {
        try (ChangeFeed feed = open()) {
            database.execute(
                    "UPDATE tb_user SET name = name",
                    "UPDATE tb_user SET name = name WHERE id = 1",
                    "UPDATE tb_user SET name = 'x' WHERE false");

            assertThat(Blog.changes(feed)).isEmpty();
            assertThat(database.query("SELECT count(*) FROM fraiseql_cascade_note WHERE source <> '*'"))
                    .containsExactly("0");
        }
    }

    @Test
    void insertedRowsConcernWhatTheyAreLinkedTo() {
        try (ChangeFeed feed = open()) {
            database.execute("INSERT INTO tb_comment SELECT n, 'new', n - 9 FROM generate_series(10, 11) n");

            assertThat(Blog.changes(feed)).containsExactly("comment 10", "comment 11", "post 1", "post 2");
        }
    }

    @Test
    void aTruncatedTableConcernsEveryKey() {
        try (ChangeFeed feed = open()) {
            database.execute("TRUNCATE tb_comment");

            assertThat(Blog.changes(feed)).containsExactly("comment *", "post *");
        }
    }

    @Test
    void aStatementThatChangesSomeRowsOnlyConcernsThose() {
        try (ChangeFeed feed = open()) {
            database.execute("UPDATE tb_post SET title = CASE id WHEN 1 THEN title ELSE 'new' END");
            assertThat(Blog.changes(feed)).containsExactly("post 2", "post 3");
            database.execute("DELETE FROM tb_post WHERE id IN (2, 3)");

            assertThat(Blog.changes(feed)).contains("post 2", "post 3").doesNotContain("post 1");
        }
    }

    @Test
    void moreKeysThanAreNamedConcernEveryKey() {
        try (ChangeFeed feed = open()) {
            database.execute("INSERT INTO tb_user SELECT n, 'u', 'e' FROM generate_series(10, 10020) n");

            assertThat(Blog.changes(feed)).containsExactly("post *", "user *");
        }
    }

    @Test
    void nothingIsWrittenWhileNoFeedIsOpen() {
        open().close();
        database.execute("UPDATE tb_post SET title = 'new'");

        assertThat(database.query("SELECT source FROM fraiseql_cascade_note")).isEmpty();
        assertThat(database.query("SELECT id FROM fraiseql_cascade_instance")).isEmpty();
    }

    @Test
    void whatEveryFeedHasReadIsDeleted() throws InterruptedException {
        try (ChangeFeed one = open();
                ChangeFeed other = open()) {
            database.execute("UPDATE tb_post SET title = 'new'");
            assertThat(Blog.changes(one)).isNotEmpty();
            assertThat(Blog.changes(other)).isNotEmpty();

            Await.until(() -> {
                one.poll();
                other.poll();
                return database.query("SELECT source FROM fraiseql_cascade_note")
                        .isEmpty();
            });
        }
    }

    @Test
    void aFeedThatWasForgottenSaysThatItHasMissedChanges() {
        try (ChangeFeed feed = open()) {
            database.execute("TRUNCATE fraiseql_cascade_instance, fraiseql_cascade_note");
            assertThat(Blog.changes(feed)).containsExactly("*");
            database.execute("UPDATE tb_post SET title = 'new' WHERE id = 1");

            assertThat(Blog.changes(feed)).containsExactly("post 1");
        }
    }

    @Test
    void aWriterWakesAFeedThatWaits() throws InterruptedException {
        try (ChangeFeed feed = notes.open(database.dataSource(), true)) {
            database.execute("UPDATE tb_post SET title = 'new' WHERE id = 1");
            feed.await(java.time.Duration.ofMinutes(1));

            assertThat(Blog.changes(feed)).containsExactly("post 1");
        }
    }
}
