package dev.sailplan.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.document.Pointer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatchOperationTest {

    private static final Pointer PLACE = new Pointer("/clusters/0/revision");

    @Test
    void removesTheLastOfAListFirst() {
        Pointer list = new Pointer("/waivers");
        assertThat(PatchOperation.removeAll(List.of(list.index(2), list.index(10), list.index(0))))
                .extracting(PatchOperation::path)
                .containsExactly("/waivers/10", "/waivers/2", "/waivers/0");
    }

    @Test
    void isToldOnOneLine() {
        assertThat(PatchOperation.replace(PLACE, "canary").words())
                .isEqualTo("replace /clusters/0/revision \"canary\"");
        assertThat(PatchOperation.add(PLACE, Map.of("cluster", "north")).words())
                .isEqualTo("add /clusters/0/revision {\"cluster\": \"north\"}");
        assertThat(PatchOperation.add(PLACE, List.of("a", 1, true)).words())
                .isEqualTo("add /clusters/0/revision [\"a\", 1, true]");
        assertThat(PatchOperation.remove(PLACE).words()).isEqualTo("remove /clusters/0/revision");
        assertThat(PatchOperation.move(PLACE, new Pointer("/clusters/1/revision"))
                        .words())
                .isEqualTo("move /clusters/0/revision to /clusters/1/revision");
    }
}
