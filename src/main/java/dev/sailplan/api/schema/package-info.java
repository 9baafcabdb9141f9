/** The JSON Schema of the document, for editors and pipelines. */
@org.jspecify.annotations.NullMarked
package dev.sailplan.api.schema;
