// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.Migrator;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** There is something to migrate: a main database, further ones, or a Migrator of the application's own. */
class OnAnyDatabaseCondition extends AnyNestedCondition {

    OnAnyDatabaseCondition() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @Conditional(OnMainDatabaseCondition.class)
    static final class MainDatabase {}

    @ConditionalOnBean(Migrator.class)
    static final class OwnMigrator {}

    @Conditional(OnNamedDatabaseCondition.class)
    static final class NamedDatabase {}

    static class OnNamedDatabaseCondition extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConditionMessage.Builder message = ConditionMessage.forCondition("Named databases");
            return NamedMigratorsRegistrar.names(context.getEnvironment()).isEmpty()
                    ? ConditionOutcome.noMatch(message.didNotFind(NamedMigratorsRegistrar.DATABASES)
                            .atAll())
                    : ConditionOutcome.match(message.foundExactly(NamedMigratorsRegistrar.DATABASES));
        }
    }
}
