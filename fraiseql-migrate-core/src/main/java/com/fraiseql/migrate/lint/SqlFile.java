// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to review.
 *
 * @param name what findings call it
 * @param content its bytes
 * @param undoes whether all of it takes a migration back
 * @param batch files of one number are applied together; what one of them creates is new to the others
 * @param reported whether its findings are wanted; otherwise it is read for what it makes of the schema
 */
public record SqlFile(String name, Content content, boolean undoes, int batch, boolean reported) {

    /** Where the bytes come from; may be opened more than once. */
    @FunctionalInterface
    public interface Content {

        /** Opens the bytes from the start. The caller closes the stream. */
        InputStream open() throws IOException;
    }
}
