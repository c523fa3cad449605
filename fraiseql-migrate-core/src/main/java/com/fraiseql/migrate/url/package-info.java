/** Connection URLs, libpq's and the driver's, taken apart and turned into what the driver takes. */
@NullMarked
package com.fraiseql.migrate.url;

import org.jspecify.annotations.NullMarked;
