// SPDX-License-Identifier: Apache-2.0
/** Where migrations come from: directories and resources; names, order, duplicates, checksums. */
@NullMarked
package com.fraiseql.migrate.source;

import org.jspecify.annotations.NullMarked;
