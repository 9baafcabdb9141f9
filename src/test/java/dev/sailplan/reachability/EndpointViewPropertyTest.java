package dev.sailplan.reachability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The view against a brute-force computation that was written from the definition alone. */
class EndpointViewPropertyTest {

    private static final int SEEDS = Integer.getInteger("seeds", 3_000);
    private static final int MOST_SHOWN = 5;
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void agreesWithTheDefinitionOnRandomTopologies() {
        List<String> different = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomViews views = RandomViews.of(seed);
            Reachability reachability = Views.of(views.topology());
            for (Map<String, Object> query : views.queries()) {
                JsonNode view = normal(Views.answer(reachability, query));
                JsonNode defined = normal(EndpointViewOracle.view(views.topology(), query));
                if (!view.equals(defined)) {
                    different.add("seed %d, query %s%n  view    %s%n  defined %s"
                            .formatted(seed, query, readable(view), readable(defined)));
                }
            }
        }
        assertThat(different.subList(0, Math.min(MOST_SHOWN, different.size())))
                .as("%d views differ, the first of them are", different.size())
                .isEmpty();
    }

    /** Numbers of every type alike, and fields in any order. */
    private static JsonNode normal(Map<String, Object> answer) {
        return JSON.readTree(JSON.writeValueAsString(answer));
    }

    private static String readable(JsonNode answer) {
        return answer.toString().replace("},{", "},\n    {");
    }
}
