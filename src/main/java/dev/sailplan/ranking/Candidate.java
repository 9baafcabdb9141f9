package dev.sailplan.ranking;

import dev.sailplan.finding.Finding;
import dev.sailplan.score.Scorecard;
import java.util.List;

/** A deployment that may be chosen. */
public sealed interface Candidate {

    /** What it is called; no two of a ranking are called the same. */
    String name();

    /** One that passes validation. */
    record Sound(String name, Scorecard scores, List<RequirementResult> requirements) implements Candidate {

        public Sound {
            requirements = List.copyOf(requirements);
        }

        /** How many requirements have an outcome. */
        int count(Outcome outcome) {
            return (int) requirements.stream()
                    .filter(result -> result.outcome() == outcome)
                    .count();
        }
    }

    /** One that does not, and is not ranked. */
    record Failing(String name, List<Finding> errors) implements Candidate {

        public Failing {
            errors = List.copyOf(errors);
        }
    }
}
