// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.script.ScriptText;
import java.util.Map;

/**
 * A file under review.
 *
 * @param text its text
 * @param placeholders values for <code>${name}</code>
 * @param batch the files of one number are applied together; what one of them creates is new to the others
 * @param reported whether its findings are wanted; otherwise it is read for what it makes of the schema
 */
public record LintFile(ScriptText text, Map<String, String> placeholders, int batch, boolean reported) {

    public LintFile {
        placeholders = Map.copyOf(placeholders);
    }
}
