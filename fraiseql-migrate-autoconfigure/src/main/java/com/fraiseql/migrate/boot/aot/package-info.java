/** What ahead-of-time processing has to know. */
@NullMarked
package com.fraiseql.migrate.boot.aot;

import org.jspecify.annotations.NullMarked;
