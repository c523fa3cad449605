// SPDX-License-Identifier: Apache-2.0
/**
 * Fills each {@code tv_} from its {@code v_}; the protocol is in
 * {@link com.fraiseql.migrate.projection.sync.SyncEngine}.
 */
@NullMarked
package com.fraiseql.migrate.projection.sync;

import org.jspecify.annotations.NullMarked;
