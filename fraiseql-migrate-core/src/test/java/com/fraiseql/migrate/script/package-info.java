// SPDX-License-Identifier: Apache-2.0
@NullMarked
package com.fraiseql.migrate.script;

import org.jspecify.annotations.NullMarked;
