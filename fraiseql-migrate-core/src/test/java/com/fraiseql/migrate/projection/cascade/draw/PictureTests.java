// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.CascadeRules;
import com.fraiseql.migrate.projection.cascade.CascadeFormat;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Kind;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Pictures that a person can read. */
class PictureTests {

    private record Box(double left, double top, double right, double bottom, String what) {

        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private static CascadeReport report(String... schema) {
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(schema);
            return new CascadeRules(database.dataSource()).report(CascadeOptions.defaults());
        }
    }

    private static String file(String name) throws IOException {
        try (var in = Objects.requireNonNull(PictureTests.class.getResourceAsStream("/cascade/" + name + ".sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blog", "chinook", "hr", "pagila", "social"})
    void nodesAndLabelsDoNotOverlapAndEverythingIsWithinThePicture(String name) throws Exception {
        Document svg = svg(CascadeRules.shown(report(file(name)), CascadeFormat.SVG));
        List<Box> boxes = boxes(svg);

        for (int one = 0; one < boxes.size(); one++) {
            for (int other = one + 1; other < boxes.size(); other++) {
                assertThat(boxes.get(one).overlaps(boxes.get(other)))
                        .as(boxes.get(one) + " and " + boxes.get(other))
                        .isFalse();
            }
        }
        double width = number(svg.getDocumentElement(), "width");
        double height = number(svg.getDocumentElement(), "height");
        assertThat(boxes).isNotEmpty().allMatch(box -> box.left >= 0 && box.right <= width);
        assertThat(boxes).allMatch(box -> box.top >= 0 && box.bottom <= height);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blog", "chinook", "pagila", "social"})
    void everythingLeadsFromTablesToViewsToCaches(String name) throws Exception {
        Layout layout = Layout.of(PictureOfRules.of(report(file(name))));

        layout.routes().values().forEach(route -> {
            for (int i = 1; i < route.size(); i++) {
                assertThat(route.get(i).columnLeft())
                        .isGreaterThan(route.get(i - 1).columnRight());
            }
        });
        double tables = layout.extent(Kind.TABLE).get(1);
        double views = layout.extent(Kind.PROJECTION).get(0);
        double caches = layout.extent(Kind.CACHE).get(0);
        assertThat(tables).isLessThan(views);
        assertThat(layout.extent(Kind.PROJECTION).get(1)).isLessThan(caches);
    }

    @Test
    void namesFromTheDatabaseAreQuoted() throws Exception {
        CascadeReport report = report("""
                CREATE TABLE "tb_a<b>&""c" (id int PRIMARY KEY);
                CREATE VIEW "v_a<b>&""c" AS SELECT id FROM "tb_a<b>&""c";""");

        Document svg = svg(CascadeRules.shown(report, CascadeFormat.SVG));

        assertThat(texts(svg)).contains("tb_a<b>&\"c", "v_a<b>&\"c", "a<b>&\"c");
        assertThat(CascadeRules.shown(report, CascadeFormat.DOT)).contains("\"public.tb_a<b>&\\\"c\"");
        assertThat(CascadeRules.shown(report, CascadeFormat.MERMAID)).contains("\"tb_a&lt;b&gt;&amp;&quot;c\"");
    }

    @Test
    void aDatabaseWithoutTablesHasAnEmptyPicture() throws Exception {
        CascadeReport report = report("SELECT 1");

        assertThat(texts(svg(CascadeRules.shown(report, CascadeFormat.SVG)))).hasSize(1);
        assertThat(CascadeRules.shown(report, CascadeFormat.TEXT)).isBlank();
    }

    private static Document svg(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document svg) {
        List<String> texts = new ArrayList<>();
        NodeList found = svg.getElementsByTagName("text");
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    /** Nodes, and the white ground of labels; the first rectangle is the ground of all. */
    private static List<Box> boxes(Document svg) {
        List<Box> boxes = new ArrayList<>();
        NodeList found = svg.getElementsByTagName("rect");
        for (int i = 1; i < found.getLength(); i++) {
            Element box = (Element) found.item(i);
            double left = number(box, "x");
            double top = number(box, "y");
            boxes.add(new Box(
                    left, top, left + number(box, "width"), top + number(box, "height"), box.getAttribute("class")));
        }
        return boxes;
    }

    private static double number(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }
}
