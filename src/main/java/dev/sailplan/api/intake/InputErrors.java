package dev.sailplan.api.intake;

import dev.sailplan.api.problem.InputError;
import dev.sailplan.api.problem.Problem;
import dev.sailplan.api.problem.ProblemException;
import dev.sailplan.document.Fault;
import dev.sailplan.document.NestedTopology;
import dev.sailplan.document.Pointer;
import dev.sailplan.document.Position;
import dev.sailplan.document.ReadEnvelope;
import dev.sailplan.finding.Finding;
import dev.sailplan.finding.Severity;
import dev.sailplan.query.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Everything that is wrong in a document that holds topologies, so that it can be answered all at once. */
public final class InputErrors {

    private static final int MOST_LISTED = 1_000;

    private final ReadEnvelope<?> document;
    private final String called;
    private final List<InputError> errors = new ArrayList<>();
    private final NavigableSet<String> faulty = new TreeSet<>();

    /** Begins with what the reader could not understand outside of the topologies. */
    public InputErrors(ReadEnvelope<?> document) {
        this(document, "The document");
    }

    /**
     * Begins likewise.
     *
     * @param called what the document is called where it is not the only one of a request, as the subject of a sentence
     */
    InputErrors(ReadEnvelope<?> document, String called) {
        this.document = document;
        this.called = called;
        for (Fault fault : document.faults()) {
            faulty.add(fault.pointer().text());
            add(fault.pointer(), fault.position(), sentenceOf(fault));
        }
    }

    private static String sentenceOf(Fault fault) {
        Map<String, String> facts = fault.facts();
        String hint = facts.getOrDefault("hint", "");
        String field = facts.getOrDefault("field", "");
        String sentence = switch (fault.kind()) {
            case UNKNOWN_FIELD -> "There is no field " + field + " here" + (hint.isEmpty() ? "; remove it" : hint);
            case DUPLICATE_KEY -> "The field " + field + " is written more than once; keep one of them";
            case MISSING_FIELD -> "The field " + field + " is missing; add it";
            case WRONG_TYPE -> "The value is " + facts.get("actual") + "; it has to be " + facts.get("expected") + hint;
        };
        return closed(sentence);
    }

    private static String closed(String sentence) {
        return sentence.endsWith("?") || sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** Adds the errors among what was found in a topology, at every place they are about. */
    public void add(NestedTopology topology, List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.severity() == Severity.ERROR) {
                String message = closed(finding.message()) + " " + finding.remedy();
                finding.subjects()
                        .forEach(subject -> add(
                                topology.at().then(new Pointer(subject.pointer())),
                                new Position(subject.line(), subject.column()),
                                message));
            }
        }
    }

    /** Adds a mistake, unless it is about what could not be read anyway. */
    public void add(Mistake mistake) {
        String place = mistake.at().text();
        String inside = faulty.ceiling(place + "/");
        if (!faulty.contains(place) && (inside == null || !inside.startsWith(place + "/"))) {
            add(mistake.at(), mistake.message());
        }
    }

    /** Whether nothing is known to be wrong yet. */
    public boolean areNone() {
        return errors.isEmpty();
    }

    /** Adds what is wrong at a place. */
    public void add(Pointer at, String message) {
        add(at, document.positions().positionOf(at), message);
    }

    private void add(Pointer at, Position position, String message) {
        errors.add(new InputError(at.text(), position.line(), position.column(), message));
    }

    /**
     * Ends the request if anything is wrong.
     *
     * @throws ProblemException with the errors in the order of their places
     */
    public void throwIfAny() {
        if (errors.isEmpty()) {
            return;
        }
        errors.sort(Comparator.comparingInt(InputError::line).thenComparingInt(InputError::column));
        String count = errors.size() == 1 ? "1 error" : errors.size() + " errors";
        String detail = errors.size() <= MOST_LISTED
                ? called + " has " + count + ", so nothing was computed."
                : called + " has more than " + MOST_LISTED
                        + " errors, of which the first are listed; nothing was computed.";
        throw new ProblemException(
                Problem.INVALID_DOCUMENT,
                detail,
                errors.stream().limit(MOST_LISTED).toList());
    }
}
