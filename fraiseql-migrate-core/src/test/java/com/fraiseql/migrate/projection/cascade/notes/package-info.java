// SPDX-License-Identifier: Apache-2.0
@NullMarked
package com.fraiseql.migrate.projection.cascade.notes;

import org.jspecify.annotations.NullMarked;
