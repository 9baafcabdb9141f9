package dev.sailplan.reading;

/** The notations a document can be written in. */
public enum Notation {
    JSON,
    YAML
}
