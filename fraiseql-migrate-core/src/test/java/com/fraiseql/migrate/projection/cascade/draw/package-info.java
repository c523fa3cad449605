// SPDX-License-Identifier: Apache-2.0
@NullMarked
package com.fraiseql.migrate.projection.cascade.draw;

import org.jspecify.annotations.NullMarked;
