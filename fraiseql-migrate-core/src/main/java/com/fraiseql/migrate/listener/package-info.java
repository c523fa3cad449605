// SPDX-License-Identifier: Apache-2.0
/** What a run tells a caller while it works, and where a caller may refuse it. */
@NullMarked
package com.fraiseql.migrate.listener;

import org.jspecify.annotations.NullMarked;
