/** Tests of the blog, and the way to start it without a database. */
@NullMarked
package com.fraiseql.migrate.sample;

import org.jspecify.annotations.NullMarked;
