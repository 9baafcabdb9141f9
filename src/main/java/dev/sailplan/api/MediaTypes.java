package dev.sailplan.api;

import org.springframework.http.MediaType;

/** The media types documents come in and answers go out in. */
public final class MediaTypes {

    public static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    public static final String YAML = MediaType.APPLICATION_YAML_VALUE;
    public static final String X_YAML = "application/x-yaml";
    public static final String TEXT_YAML = "text/yaml";
    public static final String MARKDOWN = MediaType.TEXT_MARKDOWN_VALUE;
    public static final String TEXT = MediaType.TEXT_PLAIN_VALUE;
    public static final String SCHEMA = "application/schema+json";

    private MediaTypes() {}
}
