// SPDX-License-Identifier: Apache-2.0
/** What a script makes of its session: read from the server, recorded, and restored by a later run. */
@NullMarked
package com.fraiseql.migrate.execute.session;

import org.jspecify.annotations.NullMarked;
