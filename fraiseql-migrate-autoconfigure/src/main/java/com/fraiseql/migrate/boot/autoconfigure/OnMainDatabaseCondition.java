// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.FraiseqlMigrateConnectionDetails;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The application says where its main database is. */
class OnMainDatabaseCondition extends AnyNestedCondition {

    OnMainDatabaseCondition() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBean(DataSource.class)
    static final class DataSourceBean {}

    @ConditionalOnBean(JdbcConnectionDetails.class)
    static final class JdbcConnectionDetailsBean {}

    @ConditionalOnBean(FraiseqlMigrateConnectionDetails.class)
    static final class OwnConnectionDetailsBean {}

    @ConditionalOnProperty("fraiseql.migrate.url")
    static final class UrlProperty {}
}
