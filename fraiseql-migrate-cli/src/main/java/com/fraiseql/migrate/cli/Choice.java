// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** The value of an option that is a property of the project, too. */
final class Choice {

    private Choice() {}

    /**
     * The option where it is given, otherwise the project's property, otherwise the default.
     *
     * @param property what follows {@code fraiseql.migrate.}; the option has the name of its last part
     */
    static <T> T of(
            @Nullable T option, T standard, ProjectConfig project, String property, Function<String, T> parser) {
        if (option != null) {
            return option;
        }
        ProjectConfig.Value value = project.find("fraiseql.migrate." + property).orElse(null);
        if (value == null) {
            return standard;
        }
        try {
            return parser.apply(value.text());
        } catch (IllegalArgumentException | TypeConversionException e) {
            throw new UsageProblem(
                    "fraiseql.migrate." + property + " in " + value.origin() + " cannot be \"" + value.text() + "\": "
                            + e.getMessage() + ".",
                    "Correct it there, or give --" + property.substring(property.lastIndexOf('.') + 1) + ".");
        }
    }

    /** The constant that a text means, in small letters and with dashes. */
    static <E extends Enum<E>> Function<String, E> among(Class<E> type) {
        return value -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(value.strip().replace('-', '_'))) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("it is one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(constant -> constant.name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'))
                                    .toList()));
        };
    }
}
