package dev.sailplan;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Skips a test where what it needs is not installed, and says so where it is seen: in the log of the build. */
public final class Skipped {

    private Skipped() {}

    /** Skips the calling test unless the condition holds; the reason says what it needs and how to get it. */
    public static void unless(boolean condition, String reason) {
        if (!condition) {
            String test = StackWalker.getInstance()
                    .walk(frames -> frames.skip(1).findFirst())
                    .map(StackWalker.StackFrame::getClassName)
                    .orElse("");
            System.out.println("SKIPPED " + test + ": " + reason);
        }
        assumeTrue(condition, reason);
    }
}
