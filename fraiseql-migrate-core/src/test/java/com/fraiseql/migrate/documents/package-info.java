// SPDX-License-Identifier: Apache-2.0
/** What the documents say is what the software does. */
@NullMarked
package com.fraiseql.migrate.documents;

import org.jspecify.annotations.NullMarked;
