// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.ranges;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What the planner thinks of a query, without running it.
 *
 * @param cost the whole cost, in the planner's units
 * @param rows how many rows it gives
 * @param baseSchema the schema of the table whose plain column the first column of the query is, {@code null} if it is
 *     not one
 * @param baseTable that table
 * @param baseColumn that column
 * @param baseRows how many rows that table gives
 * @param scans how many scans of tables it takes
 */
public record QueryEstimate(
        double cost,
        double rows,
        @Nullable String baseSchema,
        @Nullable String baseTable,
        @Nullable String baseColumn,
        double baseRows,
        int scans) {

    private static final Pattern COLUMN = Pattern.compile(
            "\\(?(\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)\\.(\"(?:[^\"]|\"\")+\"|[a-z_][a-z0-9_$]*)\\)?");

    public static QueryEstimate of(TransactionalSession link, String query) throws SQLException {
        StringBuilder xml = new StringBuilder();
        for (Row row : link.query("EXPLAIN (VERBOSE, FORMAT XML) " + query)) {
            xml.append(row.textOrNull(0)).append('\n');
        }
        return parse(xml.toString());
    }

    static QueryEstimate parse(String xml) {
        Element root = document(xml);
        Element plan = Objects.requireNonNull(child(Objects.requireNonNull(child(root, "Query")), "Plan"));
        double cost = number(plan, "Total-Cost");
        double rows = number(plan, "Plan-Rows");
        int scans = root.getElementsByTagName("Relation-Name").getLength();
        Element output = child(plan, "Output");
        Element item = output == null ? null : child(output, "Item");
        Matcher column = COLUMN.matcher(item == null ? "" : item.getTextContent());
        if (column.matches()) {
            Element scan = scan(plan, unquote(column.group(1)));
            if (scan != null) {
                return new QueryEstimate(
                        cost,
                        rows,
                        text(scan, "Schema"),
                        text(scan, "Relation-Name"),
                        unquote(column.group(2)),
                        number(scan, "Plan-Rows"),
                        scans);
            }
        }
        return new QueryEstimate(cost, rows, null, null, null, rows, scans);
    }

    private static @Nullable Element scan(Element plan, String alias) {
        if (alias.equals(text(plan, "Alias")) && text(plan, "Relation-Name") != null) {
            return plan;
        }
        Element plans = child(plan, "Plans");
        for (Node node = plans == null ? null : plans.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                Element found = scan(element, alias);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private static @Nullable String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? null : child.getTextContent();
    }

    private static double number(Element parent, String name) {
        return Double.parseDouble(Objects.requireNonNull(text(parent, name)));
    }

    private static String unquote(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static Element document(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(
                    "EXPLAIN gave no XML: " + List.of(xml.split("\n")).get(0), e);
        }
    }
}
