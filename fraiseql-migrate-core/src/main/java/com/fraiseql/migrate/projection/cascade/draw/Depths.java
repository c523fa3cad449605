// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.draw.Picture.Arrow;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Kind;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far to the right each node stands: after everything that leads to it, tables before views, caches last, and a
 * table as near as can be to what it leads to.
 */
final class Depths {

    private final Picture picture;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private final Set<Arrow> ahead = new HashSet<>();

    private Depths(Picture picture) {
        this.picture = picture;
        picture.nodes().forEach(node -> kinds.put(node.id(), node.kind()));
    }

    static Map<String, Integer> of(Picture picture) {
        Depths depths = new Depths(picture);
        Set<String> done = new HashSet<>();
        picture.nodes().forEach(node -> depths.search(node.id(), new HashSet<>(), done));
        depths.forward();
        depths.nearer();
        return depths.depths;
    }

    /** Leaves out the arrows that would lead back. */
    private void search(String node, Set<String> open, Set<String> done) {
        if (!done.add(node)) {
            return;
        }
        open.add(node);
        for (Arrow arrow : picture.arrows()) {
            if (arrow.from().equals(node) && !open.contains(arrow.to()) && kinds.containsKey(arrow.to())) {
                ahead.add(arrow);
                search(arrow.to(), open, done);
            }
        }
        open.remove(node);
    }

    private void forward() {
        picture.nodes().forEach(node -> depths.put(node.id(), 0));
        int tables = raise(Kind.TABLE, 0);
        int views = raise(Kind.PROJECTION, tables + 1);
        picture.nodes().stream()
                .filter(node -> node.kind() == Kind.CACHE)
                .forEach(node -> depths.put(node.id(), Math.max(tables, views) + 1));
    }

    private int raise(Kind kind, int first) {
        List<Node> nodes =
                picture.nodes().stream().filter(node -> node.kind() == kind).toList();
        nodes.forEach(node -> depths.put(node.id(), first));
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Arrow arrow : ahead) {
                int least = depths.getOrDefault(arrow.from(), 0) + 1;
                if (kinds.get(arrow.to()) == kind
                        && kinds.get(arrow.from()) == kind
                        && depths.getOrDefault(arrow.to(), 0) < least) {
                    depths.put(arrow.to(), least);
                    moved = true;
                }
            }
        }
        return nodes.stream()
                .mapToInt(node -> depths.getOrDefault(node.id(), 0))
                .max()
                .orElse(first - 1);
    }

    private void nearer() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Node node : picture.nodes()) {
                int most = ahead.stream()
                                .filter(arrow -> arrow.from().equals(node.id()))
                                .mapToInt(arrow -> depths.getOrDefault(arrow.to(), 0))
                                .min()
                                .orElse(Integer.MAX_VALUE)
                        - 1;
                int last = lastOfTables();
                int wanted = Math.min(most, last);
                if (node.kind() == Kind.TABLE && wanted > depths.getOrDefault(node.id(), 0)) {
                    depths.put(node.id(), wanted);
                    moved = true;
                }
            }
        }
    }

    private int lastOfTables() {
        return picture.nodes().stream()
                .filter(node -> node.kind() == Kind.TABLE)
                .mapToInt(node -> depths.getOrDefault(node.id(), 0))
                .max()
                .orElse(0);
    }
}
