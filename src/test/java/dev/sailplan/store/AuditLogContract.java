package dev.sailplan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.sailplan.store.AuditLog.Mark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every audit log does. */
abstract class AuditLogContract {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

    private HikariDataSource source = new HikariDataSource();
    private AuditLog log = Databases.auditIn(source);
    private TopologyStore store = Databases.storeOn(source);

    /** A database without anything in it. */
    abstract HikariDataSource empty();

    @BeforeEach
    void open() {
        source = empty();
        log = Databases.auditIn(source);
        store = Databases.storeOn(source);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static Draft draft(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Content content = new Content(bytes, "application/yaml", Sha256.of(bytes));
        return new Draft(content, Map.of(), null, new Evaluated("PASS", "1", null, "", "tag", bytes));
    }

    private List<AuditEntry> all() {
        return log.entries(Optional.empty(), 100);
    }

    @Test
    void aRefusalIsKeptAsItWasTold() {
        AuditEntry refusal = Somebody.at(NOW).denied(Action.REQUEST, "PUT /somewhere", "its role is reader");

        log.add(refusal);

        assertThat(all()).containsExactly(refusal);
    }

    @Test
    void writesAndDeletionsAreKeptWithTheirRevisions() {
        store.put("shop", draft("one"), Precondition.none(), Somebody.at(NOW));
        store.put("shop", draft("two"), Precondition.none(), Somebody.at(NOW.plusSeconds(1)));
        store.delete("shop", Precondition.none(), Somebody.at(NOW.plusSeconds(2)));

        assertThat(all())
                .extracting(entry -> entry.action() + " " + entry.target() + " " + entry.detail())
                .containsExactly(
                        "DELETE_TOPOLOGY topology/shop revision 3",
                        "PUT_TOPOLOGY topology/shop revision 2",
                        "PUT_TOPOLOGY topology/shop revision 1");
    }

    @Test
    void whatWasNotWrittenIsNotKept() {
        store.put("shop", draft("one"), Precondition.present(), Somebody.at(NOW));
        store.delete("shop", Precondition.none(), Somebody.at(NOW));

        assertThat(all()).isEmpty();
    }

    @Test
    void thereIsNoWriteWithoutItsEntry() {
        Act act = Somebody.at(NOW);
        log.add(act.denied(Action.REQUEST, "", ""));

        assertThatThrownBy(() -> store.put("shop", draft("one"), Precondition.none(), act))
                .as("the act is in the log already, so its entry cannot be written")
                .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
        assertThat(store.find("shop")).isEmpty();
        assertThat(store.revisions("shop", Long.MAX_VALUE, 1)).isEmpty();
    }

    @Test
    void partsJoinWithoutGapsHoweverManyEntriesHaveTheSameTime() {
        List<AuditEntry> added = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            AuditEntry entry = Somebody.at(NOW.plusMillis(i / 10)).denied(Action.REQUEST, "/" + i, "");
            log.add(entry);
            added.add(entry);
        }

        List<AuditEntry> found = new ArrayList<>();
        Optional<Mark> mark = Optional.empty();
        for (List<AuditEntry> part = log.entries(mark, 4); !part.isEmpty(); part = log.entries(mark, 4)) {
            found.addAll(part);
            mark = Optional.of(Mark.of(part.get(part.size() - 1)));
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(added);
        assertThat(found).extracting(AuditEntry::at).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void whatIsTooLongIsCut() {
        Act act = new Act(UUID.randomUUID(), NOW, "a".repeat(1_000), "b".repeat(1_000));

        log.add(act.denied(Action.REQUEST, "c".repeat(1_000), "d".repeat(1_000)));

        AuditEntry kept = all().get(0);
        assertThat(kept.actor()).hasSize(300);
        assertThat(kept.address()).hasSize(64);
        assertThat(kept.target()).hasSize(300);
        assertThat(kept.detail()).hasSize(300);
    }

    @Test
    void whatIsOldIsForgotten() {
        log.add(Somebody.at(NOW.minusSeconds(1)).denied(Action.REQUEST, "/old", ""));
        log.add(Somebody.at(NOW).denied(Action.REQUEST, "/new", ""));

        log.forget(NOW);

        assertThat(all()).extracting(AuditEntry::target).containsExactly("/new");
    }
}
