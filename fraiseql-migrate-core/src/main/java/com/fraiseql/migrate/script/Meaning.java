// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.Settings;
import com.fraiseql.migrate.sql.Settings.Setting;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a statement say.
 *
 * @param parsed its tokens and what it is; {@code null} if its first word tells all that the engine must know
 * @param settings what it sets
 * @param traits what the engine must know of it
 */
record Meaning(@Nullable Parsed parsed, List<Setting> settings, Traits traits) {

    static final Meaning PLAIN = new Meaning(null, List.of(), Traits.ORDINARY);

    /** @param inBlock whether the file's own BEGIN stands above it without a COMMIT */
    static Meaning of(String text, boolean standardStrings, boolean inBlock) {
        List<Token> tokens = Tokens.of(text, standardStrings);
        Command command = CommandParser.parse(tokens);
        return new Meaning(new Parsed(tokens, command), Settings.of(tokens), TraitsFinder.of(command, inBlock));
    }

    /** Its tokens, if they had to be made. */
    List<Token> tokens() {
        return parsed == null ? List.of() : parsed.tokens();
    }

    /** Whether the data below it is CSV. */
    boolean hasCsv() {
        return parsed != null && parsed.command() instanceof Command.Copy copy && copy.csv();
    }
}
