// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Cycle;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.cascade.EntityEffect;
import com.fraiseql.migrate.projection.cascade.EntityEffect.Keys;
import com.fraiseql.migrate.projection.cascade.EntityEffect.Place;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.ServerEffect;
import com.fraiseql.migrate.projection.cascade.ServerEffect.Action;
import com.fraiseql.migrate.projection.cascade.TableRules;
import com.fraiseql.migrate.projection.ivm.Reason;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The document has the names of the records, under which the endpoint shows them. */
class RuleDocumentTests {

    private static final Reason REASON = new Reason(Reason.Code.NO_LINK, "x \"y\"\\", "v_a\n", "m", "c");

    private static final CascadeReport REPORT = new CascadeReport(
            List.of(new Entity("a", new Entity.Relations("s.tb_a", null, "s.tv_a"), List.of("id"), List.of(REASON))),
            List.of(new TableRules(
                    "s.tb_a",
                    List.of("touch"),
                    List.of(new Rule(
                            Change.UPDATE,
                            List.of("id"),
                            List.of(new ServerEffect("s.tb_b", Action.UPDATE, List.of("a_id"), "fk", "s.tb_a")),
                            List.of(new EntityEffect(
                                    "a", Keys.ALL, "s.tb_a", new Place("s.v_a", "x"), List.of(), REASON)))))),
            List.of(new Cycle(Cycle.Kind.DELETE, List.of("s.tb_a"), List.of("fk"))));

    @Test
    void everyObjectHasTheNamesOfItsRecord() {
        Map<String, ?> document = RuleDocument.of(REPORT);

        Map<?, ?> entity = first(document, "entities");
        Map<?, ?> table = first(document, "tables");
        Map<?, ?> rule = first(table, "rules");
        Map<?, ?> effect = first(rule, "entities");
        assertThat(names(entity)).isEqualTo(components(Entity.class));
        assertThat(names(nested(entity, "relations"))).isEqualTo(components(Entity.Relations.class));
        assertThat(names(first(entity, "remarks"))).isEqualTo(components(Reason.class));
        assertThat(names(table)).isEqualTo(components(TableRules.class));
        assertThat(names(rule)).isEqualTo(components(Rule.class));
        assertThat(names(first(rule, "server"))).isEqualTo(components(ServerEffect.class));
        assertThat(names(effect)).isEqualTo(components(EntityEffect.class));
        assertThat(names(nested(effect, "place"))).isEqualTo(components(Place.class));
        assertThat(names(first(document, "cycles"))).isEqualTo(components(Cycle.class));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Object read = JsonParser.parse(RuleDocument.text(REPORT));

        assertThat(JsonText.of(read).replace("1.0", "1")).isEqualTo(RuleDocument.text(REPORT));
    }

    private static Map<?, ?> first(Map<?, ?> map, String name) {
        return (Map<?, ?>) ((List<?>) Objects.requireNonNull(map.get(name))).get(0);
    }

    private static Map<?, ?> nested(Map<?, ?> map, String name) {
        return (Map<?, ?>) Objects.requireNonNull(map.get(name));
    }

    private static Set<String> components(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName());
        }
        return names;
    }

    private static Set<String> names(Map<?, ?> map) {
        Set<String> names = new TreeSet<>();
        map.keySet().forEach(name -> names.add((String) name));
        return names;
    }
}
