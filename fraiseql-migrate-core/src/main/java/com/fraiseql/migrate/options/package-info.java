// SPDX-License-Identifier: Apache-2.0
/**
 * What a caller may choose: the options of the engine in groups, and how far a run goes. They are handed down whole to
 * where they are used. The defaults of the product stand here and nowhere else.
 */
@NullMarked
package com.fraiseql.migrate.options;

import org.jspecify.annotations.NullMarked;
