// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.Statement;
import java.util.regex.Pattern;

/**
 * Recognises {@code ALTER TYPE … ADD VALUE}; only asked after the server has said that such a statement is the trouble.
 */
final class AddValue {

    private static final Pattern PATTERN =
            Pattern.compile("ALTER\\s+TYPE\\b.*\\bADD\\s+VALUE\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private AddValue() {}

    static boolean is(Statement statement) {
        return PATTERN.matcher(statement.text()).matches();
    }
}
