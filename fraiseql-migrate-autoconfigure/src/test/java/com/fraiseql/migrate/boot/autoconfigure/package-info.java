/** Tests. */
@NullMarked
package com.fraiseql.migrate.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
