// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;

/** Whether committed changes are to evict from caches. In YAML {@code off} is {@code false}. */
class OnCascadeCondition extends NoneNestedConditions {

    static final String MODE = "fraiseql.migrate.cascade.mode";

    OnCascadeCondition() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty(name = MODE, havingValue = "off", matchIfMissing = true)
    static class Off {}

    @ConditionalOnProperty(name = MODE, havingValue = "false")
    static class No {}
}
