// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.OtherTools;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Warns if another migration tool runs as well, unless its order is configured. */
final class OtherToolsCheck {

    private static final Logger log = LoggerFactory.getLogger(OtherToolsCheck.class);
    private static final Map<String, String> TOOLS = new TreeMap<>(Map.of(
            "Flyway", "org.flywaydb.core.Flyway",
            "Liquibase", "liquibase.integration.spring.SpringLiquibase"));

    private OtherToolsCheck() {}

    static void warn(ListableBeanFactory beans, @Nullable OtherTools configured) {
        if (configured != null) {
            return;
        }
        TOOLS.forEach((tool, type) -> {
            if (isConfigured(beans, type)) {
                log.warn(
                        "{} is configured in this application as well, and runs before these migrations. If both "
                                + "are meant to run, set"
                                + " fraiseql.migrate.other-tools=first or last; otherwise remove {} or set "
                                + "spring.{}.enabled=false.",
                        tool,
                        tool,
                        tool.toLowerCase(java.util.Locale.ROOT));
            }
        });
    }

    private static boolean isConfigured(ListableBeanFactory beans, String type) {
        ClassLoader loader = OtherToolsCheck.class.getClassLoader();
        return ClassUtils.isPresent(type, loader)
                && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                                        beans, ClassUtils.resolveClassName(type, loader), true, false)
                                .length
                        > 0;
    }
}
