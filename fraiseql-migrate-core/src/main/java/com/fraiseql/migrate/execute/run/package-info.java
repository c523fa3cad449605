// SPDX-License-Identifier: Apache-2.0
/** What every part of a run shares: the session and its state, the pipeline to the server, failures, cancellation. */
@NullMarked
package com.fraiseql.migrate.execute.run;

import org.jspecify.annotations.NullMarked;
