/** Rules on the document as it is written: fields, types, names and references (STR). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.structure;
