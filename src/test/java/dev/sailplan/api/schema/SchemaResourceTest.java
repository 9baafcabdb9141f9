package dev.sailplan.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplan.api.Service;
import dev.sailplan.schema.TopologySchema;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SchemaResourceTest {

    private static final String SCHEMA = "/api/v1/schemas/topology.json";

    @LocalServerPort
    private int port;

    @Test
    void answersWithTheSchemaWhateverAnEditorAsksFor() {
        Service service = new Service(port);
        String schema = JsonMapper.shared().writeValueAsString(TopologySchema.create());
        for (String accept : new String[] {"*/*", "application/json", "application/schema+json"}) {
            assertThat(service.get(SCHEMA, "Accept", accept).json().toString())
                    .as(accept)
                    .isEqualTo(schema);
        }
        assertThat(service.get("/api/v1/schemas/endpoint-views.json").json().toString())
                .isEqualTo(JsonMapper.shared().writeValueAsString(TopologySchema.endpointViews()));
        assertThat(service.get("/api/v1/schemas/comparison.json").json().toString())
                .isEqualTo(JsonMapper.shared().writeValueAsString(TopologySchema.comparison()));
        assertThat(service.get("/api/v1/schemas/ranking.json").json().toString())
                .isEqualTo(JsonMapper.shared().writeValueAsString(TopologySchema.ranking()));
        assertThat(service.get("/api/v1/schemas/simulation.json").json().toString())
                .isEqualTo(JsonMapper.shared().writeValueAsString(TopologySchema.simulation()));
        assertThat(service.get(SCHEMA).type()).startsWith("application/");
        assertThat(service.get(SCHEMA).response().headers().firstValue("Cache-Control"))
                .hasValue("max-age=3600");
    }
}
