/** Tests. */
@NullMarked
package com.fraiseql.migrate.boot;

import org.jspecify.annotations.NullMarked;
