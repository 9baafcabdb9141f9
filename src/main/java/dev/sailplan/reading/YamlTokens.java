package dev.sailplan.reading;

import dev.sailplan.document.Position;
import dev.sailplan.reading.Reading.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * The parts of a YAML 1.2 document, scalars by its core schema.
 *
 * <p>It works on the parser's events rather than on Jackson's YAML module, which reads an alias as the text of its name and
 * {@code ~} as a text (see ADR 0004). An alias is replaced by the events its anchor stands for, up to
 * {@link ReadingLimits#aliasedValues()} in one document.
 */
final class YamlTokens implements Tokens {

    /** The events an anchor stands for, as a part of {@link #recorded}; open while its end has not been read. */
    private record Anchored(int from, int to) {

        boolean isOpen() {
            return to < 0;
        }
    }

    /** An object or list that has been entered. */
    private static final class Level {

        private final boolean object;
        private final @Nullable Anchor anchor;
        private final int recordedFrom;
        private boolean nameIsNext;

        Level(boolean object, @Nullable Anchor anchor, int recordedFrom) {
            this.object = object;
            this.anchor = anchor;
            this.recordedFrom = recordedFrom;
            this.nameIsNext = object;
        }
    }

    /** Anchors may hold this many times what aliases may stand for. */
    private static final int RECORDED_PER_ALIASED = 10;

    private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);
    private static final Set<String> COLLECTION_TAGS = Set.of("!", Tag.MAP.getValue(), Tag.SEQ.getValue());
    private static final Mark START = new Mark("", 0, 0, 0, new int[0], 0);

    private final Characters characters;
    private final ReadingLimits limits;
    private final Iterator<Event> source;
    private final Deque<Iterator<Event>> replays = new ArrayDeque<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final List<Event> recorded = new ArrayList<>();

    /** What an alias inside an anchor stood for when it was read: a later anchor of its name does not change that. */
    private final IdentityHashMap<AliasEvent, Anchored> bindings = new IdentityHashMap<>();

    private int openAnchors;
    private int aliasedValues;
    private boolean inDocument;
    private String text = "";
    private Mark mark = START;

    YamlTokens(Characters characters, ReadingLimits limits) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setLabel("the document")
                .build();
        this.characters = characters;
        characters.checkRuns();
        this.limits = limits;
        this.source = new Parse(settings).parseReader(characters.reader()).iterator();
    }

    @Override
    public Token next() {
        while (true) {
            Event event = nextEvent();
            mark = event.getStartMark().orElse(START);
            Token token = translate(event);
            if (token != null) {
                return token;
            }
        }
    }

    private Event nextEvent() {
        while (!replays.isEmpty()) {
            Iterator<Event> replay = replays.getFirst();
            if (replay.hasNext()) {
                return replay.next();
            }
            replays.removeFirst();
        }
        try {
            Event event = source.next();
            if (openAnchors > 0 || anchorOf(event).isPresent()) {
                record(event);
            }
            return event;
        } catch (ReaderException unprintable) {
            Position place = characters.positionOf(unprintable.getPosition());
            throw UnreadableException.malformed(
                    place.line(),
                    place.column(),
                    "It holds a character that YAML does not allow, code point "
                            + Integer.toHexString(unprintable.getCodePoint()) + ".");
        } catch (MarkedYamlEngineException malformed) {
            malformed.getProblemMark().ifPresent(place -> mark = place);
            throw malformed(sentence(malformed));
        } catch (UnreadableException limit) {
            throw limit;
        } catch (RuntimeException malformed) {
            // The parser lets number formats and string indexes escape on some malformed escapes.
            throw malformed("It is not YAML.");
        }
    }

    private void record(Event event) {
        if (recorded.size() >= RECORDED_PER_ALIASED * (long) limits.aliasedValues()) {
            throw new UnreadableException(
                    Reason.TOO_LARGE,
                    line(),
                    column(),
                    "Its anchors hold more than aliases may stand for; write it out.");
        }
        recorded.add(event);
    }

    private static Optional<Anchor> anchorOf(Event event) {
        return event instanceof NodeEvent node && !(event instanceof AliasEvent) ? node.getAnchor() : Optional.empty();
    }

    /** Returns what the event means, null if nothing. */
    private @Nullable Token translate(Event event) {
        return switch (event.getEventId()) {
            case StreamStart, DocumentEnd, Comment -> null;
            case DocumentStart -> documentBegins();
            case StreamEnd -> Token.END;
            case MappingStart -> entered(true, (MappingStartEvent) event);
            case SequenceStart -> entered(false, (SequenceStartEvent) event);
            case MappingEnd, SequenceEnd -> left();
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias((AliasEvent) event);
        };
    }

    private @Nullable Token documentBegins() {
        if (inDocument) {
            throw malformed("A second YAML document begins here; send one document at a time.");
        }
        inDocument = true;
        return null;
    }

    private Token entered(boolean object, CollectionStartEvent event) {
        countAliased();
        event.getTag().filter(tag -> !COLLECTION_TAGS.contains(tag)).ifPresent(this::rejectTag);
        if (valueBegins()) {
            throw malformed("The name of a field is an object or a list; it has to be a text.");
        }
        if (levels.size() >= limits.depth()) {
            throw malformed("Objects and lists are nested deeper than " + limits.depth() + " levels.");
        }
        Anchor anchor = replays.isEmpty() ? event.getAnchor().orElse(null) : null;
        levels.push(new Level(object, anchor, recorded.size() - 1));
        if (anchor != null) {
            open(anchor);
        }
        return object ? Token.OBJECT : Token.LIST;
    }

    private Token left() {
        Level level = levels.pop();
        if (level.anchor != null) {
            close(level.anchor, level.recordedFrom);
        }
        return level.object ? Token.END_OBJECT : Token.END_LIST;
    }

    private Token scalar(ScalarEvent event) {
        countAliased();
        text = event.getValue();
        if (replays.isEmpty() && event.getAnchor().isPresent()) {
            Anchor anchor = event.getAnchor().get();
            open(anchor);
            close(anchor, recorded.size() - 1);
        }
        Token kind = kindOf(event);
        if (!valueBegins()) {
            return kind;
        }
        if (event.getTag().isPresent() && kind != Token.TEXT) {
            rejectTag(event.getTag().get());
        }
        return Token.NAME;
    }

    /** Moves on in the object this part is in, if any; returns whether the part is the name of a field. */
    private boolean valueBegins() {
        Level level = levels.peek();
        if (level == null || !level.object) {
            return false;
        }
        boolean name = level.nameIsNext;
        level.nameIsNext = !name;
        return name;
    }

    private Token kindOf(ScalarEvent event) {
        Tag tag = tagOf(event);
        if (tag.equals(Tag.STR)) {
            return Token.TEXT;
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Token.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Token.BOOLEAN;
        }
        if (!tag.equals(Tag.NULL)) {
            rejectTag(tag.getValue());
        }
        return Token.NULL;
    }

    private Tag tagOf(ScalarEvent event) {
        Optional<String> explicit = event.getTag();
        if (explicit.isPresent()) {
            return explicit.get().equals("!") ? Tag.STR : fitting(new Tag(explicit.get()));
        }
        return event.isPlain() ? RESOLVER.resolve(text, true) : Tag.STR;
    }

    /** A tag says what a text is, and cannot make it what it is not. */
    private Tag fitting(Tag tag) {
        Tag natural = RESOLVER.resolve(text, true);
        boolean fits = tag.equals(Tag.STR) || tag.equals(natural) || (tag.equals(Tag.FLOAT) && natural.equals(Tag.INT));
        if (!fits) {
            rejectTag(tag.getValue());
        }
        return tag;
    }

    private void rejectTag(String tag) {
        throw malformed("The tag " + tag + " is not supported; remove it.");
    }

    private @Nullable Token alias(AliasEvent event) {
        Anchor alias = event.getAlias();
        Anchored anchored = replays.isEmpty() ? anchors.get(alias) : bindings.get(event);
        if (anchored == null) {
            throw malformed("The alias *" + alias.getValue() + " has no anchor &" + alias.getValue() + " before it.");
        }
        if (anchored.isOpen()) {
            throw malformed("The alias *" + alias.getValue() + " stands inside its own anchor.");
        }
        bindings.put(event, anchored);
        replays.push(recorded.subList(anchored.from(), anchored.to()).iterator());
        return null;
    }

    private void countAliased() {
        if (!replays.isEmpty() && ++aliasedValues > limits.aliasedValues()) {
            throw new UnreadableException(
                    Reason.TOO_LARGE,
                    line(),
                    column(),
                    "Its aliases stand for more than " + limits.aliasedValues() + " values, which is the limit.");
        }
    }

    private void open(Anchor anchor) {
        anchors.put(anchor, new Anchored(recorded.size() - 1, -1));
        openAnchors++;
    }

    private void close(Anchor anchor, int from) {
        anchors.put(anchor, new Anchored(from, recorded.size()));
        openAnchors--;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public int line() {
        return mark.getLine() + 1;
    }

    @Override
    public int column() {
        return mark.getColumn() + 1;
    }

    private UnreadableException malformed(String message) {
        return UnreadableException.malformed(line(), column(), message);
    }

    private static String sentence(MarkedYamlEngineException malformed) {
        String problem = String.valueOf(malformed.getProblem()).strip();
        String context = malformed.getContext();
        return (context == null || context.isBlank() ? "" : context.strip() + ": ") + problem + ".";
    }
}
