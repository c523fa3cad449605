// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Sixteen bits per line, or per block of lines once there are more than {@value #MOST}, to find where two versions of a
 * unit differ. A block's bits are the sum of its lines' bits, each times {@value #FACTOR} to the power of its place in
 * the block, modulo 65536; so two neighbouring blocks make one without looking at their lines again.
 */
final class LineMarks {

    static final int MOST = 1000;
    private static final int FACTOR = 0x9E35;
    private static final int FNV_START = 0x811C9DC5;
    private static final int FNV_PRIME = 0x01000193;

    private int[] marks = new int[64];
    private int[] fileLines = new int[64];
    private int blocks;
    private int blockSize = 1;
    private int inBlock;
    private int weight = 1;
    private int hash = FNV_START;

    /**
     * Takes a piece of the text, whose line ends are LF. The first line may have begun in the piece before, and the
     * last one may go on in the next.
     *
     * @param firstLine the number of the first line in the file
     * @return the number of the last one
     */
    int lines(byte[] bytes, int offset, int length, int firstLine) {
        int line = firstLine;
        int to = offset + length;
        int from = offset;
        int end = EightBytes.firstLineFeed(bytes, from, to);
        while (end < to) {
            int next = EightBytes.firstLineFeed(bytes, end + 1, to);
            if (next == to) {
                octets(bytes, from, end);
                endLine(line++);
                from = end + 1;
                end = next;
            } else {
                twoLines(bytes, from, end, next, line);
                line += 2;
                from = next + 1;
                end = EightBytes.firstLineFeed(bytes, from, to);
            }
        }
        octets(bytes, from, to);
        return line;
    }

    /** Two at a time, because each step of a hash waits for the one before, and those of another line do not. */
    private void twoLines(byte[] bytes, int from, int end, int next, int line) {
        int first = hash;
        int second = FNV_START;
        int offset = end + 1 - from;
        int common = Math.min(end, next - offset);
        for (int i = from; i < common; i++) {
            first = (first ^ (bytes[i] & 0xFF)) * FNV_PRIME;
            second = (second ^ (bytes[i + offset] & 0xFF)) * FNV_PRIME;
        }
        hash = first;
        octets(bytes, common, end);
        endLine(line);
        hash = second;
        octets(bytes, Math.min(common + offset, next), next);
        endLine(line + 1);
    }

    private void octets(byte[] bytes, int from, int to) {
        int h = hash;
        for (int i = from; i < to; i++) {
            h = (h ^ (bytes[i] & 0xFF)) * FNV_PRIME;
        }
        hash = h;
    }

    /** Ends the last line. */
    void endLine(int fileLine) {
        int bits = (hash ^ (hash >>> 16)) & 0xFFFF;
        hash = FNV_START;
        if (inBlock == 0) {
            if (blocks == MOST) {
                merge();
            }
            if (inBlock == 0) {
                open(fileLine);
            }
        }
        marks[blocks - 1] = (marks[blocks - 1] + bits * weight) & 0xFFFF;
        weight = (weight * FACTOR) & 0xFFFF;
        inBlock++;
        if (inBlock == blockSize) {
            inBlock = 0;
            weight = 1;
        }
    }

    private void open(int fileLine) {
        if (blocks == marks.length) {
            marks = Arrays.copyOf(marks, blocks * 2);
            fileLines = Arrays.copyOf(fileLines, blocks * 2);
        }
        marks[blocks] = 0;
        fileLines[blocks++] = fileLine;
    }

    private void merge() {
        List<Integer> merged = coarser(Arrays.stream(marks, 0, blocks).boxed().toList(), blockSize);
        for (int i = 0; i < merged.size(); i++) {
            marks[i] = merged.get(i);
            fileLines[i] = fileLines[2 * i];
        }
        blocks = merged.size();
        blockSize *= 2;
    }

    private static List<Integer> coarser(List<Integer> marks, int blockSize) {
        int factor = 1;
        for (int i = 0; i < blockSize; i++) {
            factor = (factor * FACTOR) & 0xFFFF;
        }
        List<Integer> merged = new ArrayList<>();
        for (int i = 0; i < marks.size(); i += 2) {
            int second = i + 1 < marks.size() ? marks.get(i + 1) : 0;
            merged.add((marks.get(i) + second * factor) & 0xFFFF);
        }
        return merged;
    }

    /** {@code 1:} or another block size, and four hex digits for each block. */
    String text() {
        StringBuilder text = new StringBuilder().append(blockSize).append(':');
        for (int i = 0; i < blocks; i++) {
            text.append(String.format("%04x", marks[i]));
        }
        return text.toString();
    }

    List<Integer> fileLines() {
        return Arrays.stream(fileLines, 0, blocks).boxed().toList();
    }

    /** The first block, in units of {@code mine}'s blocks, in which two texts of this form differ. */
    static OptionalInt firstDifference(String mine, String stored) {
        int ours = size(mine);
        int theirs = size(stored);
        if (ours < 1 || theirs < 1) {
            return OptionalInt.empty();
        }
        List<Integer> left = marks(mine);
        List<Integer> right = marks(stored);
        int common = ours;
        while (common < theirs) {
            left = coarser(left, common);
            common *= 2;
        }
        while (theirs < common) {
            right = coarser(right, theirs);
            theirs *= 2;
        }
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            if (i >= left.size() || i >= right.size() || !left.get(i).equals(right.get(i))) {
                return OptionalInt.of(i * (common / ours));
            }
        }
        return OptionalInt.empty();
    }

    private static int size(String text) {
        int colon = text.indexOf(':');
        return text.matches("[1-9]\\d{0,8}:([0-9a-f]{4})*") ? Integer.parseInt(text.substring(0, colon)) : -1;
    }

    private static List<Integer> marks(String text) {
        List<Integer> marks = new ArrayList<>();
        for (int i = text.indexOf(':') + 1; i + 4 <= text.length(); i += 4) {
            marks.add(Integer.parseInt(text.substring(i, i + 4), 16));
        }
        return marks;
    }
}
