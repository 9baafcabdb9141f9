package dev.sailplan.rule;

import dev.sailplan.document.Subject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names a finding by what it says: the rule, the elements and fields it is about, and its facts. List positions are not part of it,
 * so reordering a document changes no fingerprint. Neither is the name that was probably meant: it changes with the names that
 * other elements have.
 */
final class Fingerprint {

    private static final int BYTES = 16;

    private Fingerprint() {}

    static String of(String code, Violation violation) {
        var subjects =
                violation.subjects().stream().map(Fingerprint::nameOf).collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> facts = new TreeMap<>(violation.facts());
        facts.remove(Suggestion.FACT);
        return hash(code + '\n' + subjects + '\n' + facts);
    }

    private static String nameOf(Subject subject) {
        return subject.element() + subject.pointer().text().replaceAll("/[0-9]+", "");
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
