package dev.sailplan.score;

/** What was found, in words: names in it are those of the document, which may be as long as it likes. */
final class Clause {

    /** Longer ones are not read, and a hundred parts would repeat them. */
    static final int LONGEST = 1_000;

    private Clause() {}

    /** A clause, cut off where it is too long and never inside a character. */
    static String of(String words) {
        if (words.length() <= LONGEST) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return words.substring(0, end) + "…";
    }
}
