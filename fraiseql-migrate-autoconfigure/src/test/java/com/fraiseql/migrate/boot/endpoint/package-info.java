@NullMarked
package com.fraiseql.migrate.boot.endpoint;

import org.jspecify.annotations.NullMarked;
