// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Token;
import java.util.List;

/** The tokens of a statement, and what it is. */
public record Parsed(List<Token> tokens, Command command) {}
