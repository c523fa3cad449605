// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.notes;

import com.fraiseql.migrate.projection.CascadeNotes;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.ChangeFeed;
import com.fraiseql.migrate.testsupport.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A blog whose changes are noted, fresh for each test. */
abstract class NotedBlog {

    protected TestDatabase database;
    protected CascadeNotes notes;

    @BeforeEach
    void install() {
        database = TestDatabase.create();
        database.execute(Blog.SCHEMA);
        notes = new CascadeNotes(database.dataSource(), CascadeOptions.defaults());
        notes.install();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    protected ChangeFeed open() {
        return notes.open(database.dataSource(), false);
    }
}
