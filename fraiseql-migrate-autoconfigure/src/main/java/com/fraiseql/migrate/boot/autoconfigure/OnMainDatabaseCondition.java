// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.FraiseqlMigrateConnectionDetails;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if the application configures a main database. One condition in code instead of several nested ones, each of
 * which would be a class to load at every start.
 */
class OnMainDatabaseCondition extends SpringBootCondition implements ConfigurationCondition {

    private static final String URL = FraiseqlMigrateProperties.PREFIX + ".url";
    private static final List<Class<?>> BEANS =
            List.of(DataSource.class, JdbcConnectionDetails.class, FraiseqlMigrateConnectionDetails.class);

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("Main database");
        for (Class<?> type : BEANS) {
            if (hasBean(context, type)) {
                return ConditionOutcome.match(message.foundExactly("a bean of type " + type.getName()));
            }
        }
        return context.getEnvironment().containsProperty(URL)
                ? ConditionOutcome.match(message.foundExactly("the property " + URL))
                : ConditionOutcome.noMatch(message.because("there is neither a bean of " + BEANS + " nor " + URL));
    }

    static boolean hasBean(ConditionContext context, Class<?> type) {
        ConfigurableListableBeanFactory beans = Objects.requireNonNull(context.getBeanFactory());
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0;
    }
}
