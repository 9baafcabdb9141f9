package dev.sailplan.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

    private static final Pointer A = new Pointer("/a");
    private static final Pointer B = new Pointer("/b");
    private static final Map<String, Judgement> JUDGEMENTS = Map.of(
            "yes", Judgement.of(true),
            "no", Judgement.of(false),
            "unknown", Judgement.unknown(A));

    @ParameterizedTest
    @CsvSource({
        "yes, yes, yes",
        "yes, no, no",
        "yes, unknown, unknown",
        "no, yes, no",
        "no, no, no",
        "no, unknown, no",
        "unknown, yes, unknown",
        "unknown, no, no",
        "unknown, unknown, unknown"
    })
    void andHoldsIfBothDo(String one, String other, String expected) {
        assertThat(wordOf(judgement(one).and(() -> judgement(other)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "yes, yes, yes",
        "yes, no, yes",
        "yes, unknown, yes",
        "no, yes, yes",
        "no, no, no",
        "no, unknown, unknown",
        "unknown, yes, yes",
        "unknown, no, unknown",
        "unknown, unknown, unknown"
    })
    void orHoldsIfOneDoes(String one, String other, String expected) {
        assertThat(wordOf(judgement(one).or(() -> judgement(other)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"yes, no", "no, yes", "unknown, unknown"})
    void notTurnsWhatIsKnown(String one, String expected) {
        assertThat(wordOf(judgement(one).not())).isEqualTo(expected);
        assertThat(judgement(one).not().needs()).isEqualTo(judgement(one).needs());
    }

    private static Judgement judgement(String word) {
        return Objects.requireNonNull(JUDGEMENTS.get(word));
    }

    /** The word of the one question that is answered with yes. */
    private static String wordOf(Judgement judgement) {
        assertThat(new boolean[] {judgement.isYes(), judgement.isNo(), judgement.isUnknown()})
                .containsOnlyOnce(true);
        return judgement.isYes() ? "yes" : judgement.isNo() ? "no" : "unknown";
    }

    @Test
    void theOtherIsNotAskedWhereItCannotMatter() {
        Judgement no = Judgement.of(false).and(() -> {
            throw new AssertionError("asked");
        });
        Judgement yes = Judgement.of(true).or(() -> {
            throw new AssertionError("asked");
        });

        assertThat(no.isNo()).isTrue();
        assertThat(yes.isYes()).isTrue();
    }

    @Test
    void needsOfBothUnknownsAreKeptOnceInOrder() {
        Judgement both = Judgement.unknown(B, A).and(() -> Judgement.unknown(A));

        assertThat(both.needs()).containsExactly(B, A);
        assertThat(Judgement.unknown(A).or(() -> Judgement.unknown(B)).needs()).containsExactly(A, B);
    }

    @Test
    void aSettledJudgementNeedsNothing() {
        assertThat(Judgement.unknown(A).and(() -> Judgement.of(false)).needs()).isEmpty();
        assertThat(Judgement.unknown(A).or(() -> Judgement.of(true)).needs()).isEmpty();
        assertThat(Judgement.of(true).and(() -> Judgement.unknown(A)).needs()).containsExactly(A);
    }
}
