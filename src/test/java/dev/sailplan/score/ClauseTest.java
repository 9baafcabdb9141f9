package dev.sailplan.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import org.junit.jupiter.api.Test;

class ClauseTest {

    @Test
    void isKeptUpToItsLimit() {
        String words = "a".repeat(Clause.LONGEST);
        assertThat(Clause.of(words)).isEqualTo(words);
        assertThat(Clause.of(words + "b")).isEqualTo(words + "…");
    }

    @Test
    void isNotCutInsideACharacter() {
        String words = "a".repeat(Clause.LONGEST - 1);
        assertThat(Clause.of(words + "\ud83d\udea2")).isEqualTo(words + "…");
    }

    @Test
    void everythingThatRepeatsTheDocumentIsCut() {
        String endless = "a".repeat(Clause.LONGEST * 2);
        assertThat(Assessment.of(0, endless, Pointer.ROOT).why()).hasSize(Clause.LONGEST + 1);
        assertThat(new Part("x", Pointer.ROOT, 0, 0, endless).why()).hasSize(Clause.LONGEST + 1);
        assertThat(new Merit("x", Pointer.ROOT, 0, 1, endless).why()).hasSize(Clause.LONGEST + 1);
    }
}
