package dev.sailplan.fix;

import dev.sailplan.finding.PatchOperation;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies JSON Patches (RFC 6902) to a document. */
final class Patches {

    private final JsonObject document;

    /**
     * Prepares to patch a document.
     *
     * @param json an object in JSON
     */
    Patches(byte[] json) {
        try (JsonReader reader = Json.createReader(new StringReader(new String(json, StandardCharsets.UTF_8)))) {
            this.document = reader.readObject();
        }
    }

    /** Returns the document after a patch, in JSON; none if it names a place that does not exist. */
    Optional<byte[]> apply(List<PatchOperation> patch) {
        try {
            JsonObject patched = Json.createPatch(toJson(patch)).apply(document);
            return Optional.of(patched.toString().getBytes(StandardCharsets.UTF_8));
        } catch (JsonException noSuchPlace) {
            return Optional.empty();
        }
    }

    private static JsonArray toJson(List<PatchOperation> patch) {
        JsonArrayBuilder operations = Json.createArrayBuilder();
        for (PatchOperation operation : patch) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("op", operation.op());
            members.put("path", operation.path());
            if (operation.from() != null) {
                members.put("from", operation.from());
            }
            if (operation.value() != null) {
                members.put("value", operation.value());
            }
            operations.add(Json.createObjectBuilder(members));
        }
        return operations.build();
    }
}
