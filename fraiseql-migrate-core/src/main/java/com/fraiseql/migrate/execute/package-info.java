// SPDX-License-Identifier: Apache-2.0
/** The engine: does a plan, up or down, under the mutex. The rooms below it do the parts. */
@NullMarked
package com.fraiseql.migrate.execute;

import org.jspecify.annotations.NullMarked;
