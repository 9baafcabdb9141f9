package dev.sailplan.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Cuts compressed content into pieces of a size that every database takes in one row, and joins them again. */
final class Pieces {

    private static final int LARGEST = 512 * 1024;

    private Pieces() {}

    static byte[] compress(byte[] content) {
        var compressed = new ByteArrayOutputStream(content.length / 4 + 64);
        try (var zip = new GZIPOutputStream(compressed)) {
            zip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    static byte[] expand(byte[] compressed) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return zip.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("Stored content is not what was written", broken);
        }
    }

    static List<byte[]> cut(byte[] content) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < content.length; from += LARGEST) {
            pieces.add(Arrays.copyOfRange(content, from, Math.min(content.length, from + LARGEST)));
        }
        return pieces;
    }

    static byte[] join(List<byte[]> pieces) {
        var content = new ByteArrayOutputStream(
                pieces.stream().mapToInt(piece -> piece.length).sum());
        pieces.forEach(content::writeBytes);
        return content.toByteArray();
    }
}
