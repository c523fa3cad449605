// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncResult;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests of the sync share: a database for each class, with a new {@link Blog} for each test. */
abstract class BlogTest {

    @RegisterExtension
    static final FreshDatabase database = new FreshDatabase();

    TestDatabase db = database.get();
    private final int posts;

    BlogTest(int posts) {
        this.posts = posts;
    }

    @BeforeEach
    void createTheBlog() {
        Blog.create(db, posts);
    }

    ReadTables readTables() {
        return ReadTables.builder(db.dataSource()).build();
    }

    TableResult syncOne() {
        SyncResult result = readTables().sync(SyncOptions.defaults());
        assertThat(result.synced()).hasSize(1);
        return result.synced().get(0);
    }
}
