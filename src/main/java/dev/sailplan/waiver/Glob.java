package dev.sailplan.waiver;

/**
 * A pattern for the names of elements: {@code *} stands for any characters, also {@code /}, {@code ?} for any one.
 *
 * <p>Matching takes at most the product of the two lengths, whatever the pattern; a regular expression would not.
 */
record Glob(String pattern) {

    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && isSame(pattern.charAt(p), text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(rest -> rest == '*');
    }

    private static boolean isSame(char wanted, char found) {
        return wanted == '?' || wanted == found;
    }
}
