// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import java.util.List;

/**
 * What a picture of rules shows.
 *
 * @param nodes tables, views and caches, by layer and name
 * @param arrows what leads from one to another
 */
record Picture(List<Node> nodes, List<Arrow> arrows) {

    Picture {
        nodes = List.copyOf(nodes);
        arrows = List.copyOf(arrows);
    }

    /** What a node stands for. */
    enum Kind {
        TABLE,
        PROJECTION,
        CACHE
    }

    /**
     * A node.
     *
     * @param id stands for it in arrows
     * @param lines its text, the name first
     */
    record Node(String id, Kind kind, List<String> lines) {

        Node {
            lines = List.copyOf(lines);
        }
    }

    /**
     * An arrow.
     *
     * @param labels what stands at it, line by line
     * @param whole whether a change of one row concerns every key
     */
    record Arrow(String from, String to, List<String> labels, boolean whole) {

        Arrow {
            labels = List.copyOf(labels);
        }
    }
}
