/** The JSON Schema of the topology document, made from its records. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.schema;
