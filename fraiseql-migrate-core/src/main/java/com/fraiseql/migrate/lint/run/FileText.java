// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.SqlFile;
import com.fraiseql.migrate.script.ScriptText;
import java.io.IOException;
import java.io.InputStream;

/** The text of a file that is given for review. */
public record FileText(SqlFile given) implements ScriptText {

    @Override
    public String name() {
        return given.name();
    }

    @Override
    public InputStream open() throws IOException {
        return given.content().open();
    }

    @Override
    public boolean undoes() {
        return given.undoes();
    }
}
