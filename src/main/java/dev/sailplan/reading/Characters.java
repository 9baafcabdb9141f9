package dev.sailplan.reading;

import dev.sailplan.document.Position;
import dev.sailplan.reading.Reading.Reason;
import java.io.CharArrayReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a document in UTF-8, without a byte order mark.
 *
 * <p>Most documents are ASCII, where a byte is a character: they are left as they are, and only decoded if someone asks.
 */
final class Characters {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final int LONGEST_WORD = 1 << 20;
    private static final int LONGEST_GAP = 1 << 16;

    private final byte[] bytes;
    private final int start;
    private final boolean ascii;
    private final int length;
    private char @Nullable [] text;

    private Characters(byte[] bytes, int start, boolean ascii, int length, char @Nullable [] text) {
        this.bytes = bytes;
        this.start = start;
        this.ascii = ascii;
        this.length = length;
        this.text = text;
    }

    /** Takes the characters of the bytes, and refuses what is not UTF-8 rather than replace it. */
    static Characters of(byte[] bytes, ReadingLimits limits) {
        int start = startsWithByteOrderMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        Characters characters = isAscii(bytes, start)
                ? new Characters(bytes, start, true, bytes.length - start, null)
                : decoded(bytes, start);
        if (characters.length > limits.codePoints() && characters.codePoints() > limits.codePoints()) {
            throw new UnreadableException(
                    Reason.TOO_LARGE,
                    1,
                    1,
                    "It has more than " + limits.codePoints() + " characters, which is the limit.");
        }
        return characters;
    }

    private static boolean startsWithByteOrderMark(byte[] bytes) {
        for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
            if (bytes.length <= i || bytes[i] != BYTE_ORDER_MARK[i]) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes at a time: the highest bit of an ASCII byte is not set. A NUL is none: it could be half of UTF-16. */
    private static boolean isAscii(byte[] bytes, int start) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, start, bytes.length - start);
        long bits = 0;
        while (buffer.remaining() >= Long.BYTES) {
            long eight = buffer.getLong();
            bits |= eight | ((eight - LOWEST_BITS) & ~eight);
        }
        while (buffer.hasRemaining()) {
            byte one = buffer.get();
            bits |= one == 0 ? HIGHEST_BITS : one;
        }
        return (bits & HIGHEST_BITS) == 0;
    }

    private static Characters decoded(byte[] bytes, int start) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        char[] text = new char[bytes.length - start];
        CharBuffer out = CharBuffer.wrap(text);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, start, bytes.length - start), out, true);
        Characters characters = new Characters(bytes, start, false, out.position(), text);
        if (result.isError()) {
            Position place = characters.positionOf(characters.codePoints());
            throw UnreadableException.malformed(
                    place.line(), place.column(), "A byte here is not UTF-8; save the document as UTF-8.");
        }
        return characters;
    }

    /** Whether every byte from {@link #start()} on is a character. */
    boolean isAscii() {
        return ascii;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the document begins in its bytes, after a byte order mark. */
    int start() {
        return start;
    }

    /** The characters, of which the first {@link #length()} count. */
    char[] text() {
        char[] known = text;
        if (known == null) {
            known = new char[length];
            for (int i = 0; i < length; i++) {
                known[i] = (char) bytes[start + i];
            }
            text = known;
        }
        return known;
    }

    Reader reader() {
        return new CharArrayReader(text(), 0, length);
    }

    int length() {
        return length;
    }

    private int codePoints() {
        return ascii ? length : Character.codePointCount(text(), 0, length);
    }

    /** Returns the line and column of a code point, counted from 0; LF, CR and CRLF each end a line. */
    Position positionOf(int codePoint) {
        char[] characters = text();
        int line = 1;
        int column = 1;
        for (int i = 0, seen = 0; seen < codePoint && i < length; seen++) {
            char c = characters[i];
            boolean crOfCrlf = c == '\r' && i + 1 < length && characters[i + 1] == '\n';
            if ((c == '\n' || c == '\r') && !crOfCrlf) {
                line++;
                column = 1;
            } else {
                column++;
            }
            i += Character.isHighSurrogate(c) ? 2 : 1;
        }
        return new Position(line, column);
    }

    /**
     * Refuses what the YAML parser needs quadratic time for: very long words, and very long gaps between words.
     *
     * @throws UnreadableException if there is one
     */
    void checkRuns() {
        char[] characters = text();
        int start = 0;
        for (int i = 1; i <= length; i++) {
            boolean sameRun = i < length && isGap(characters[i]) == isGap(characters[start]);
            if (sameRun && i - start < (isGap(characters[start]) ? LONGEST_GAP : LONGEST_WORD)) {
                continue;
            }
            if (sameRun) {
                Position place = positionOf(Character.codePointCount(characters, 0, start));
                throw new UnreadableException(
                        Reason.TOO_LARGE,
                        place.line(),
                        place.column(),
                        "A word or a gap here is too long for YAML (limits: " + LONGEST_WORD + " and " + LONGEST_GAP
                                + " characters); send the document as JSON, or with line breaks.");
            }
            start = i;
        }
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Tells whether there is nothing but white space. */
    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            char c = ascii ? (char) bytes[start + i] : text()[i];
            if (!Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }
}
