/** Rules on the document itself: its fields, types, names and references, and whether what it declares is used (STR). */
@org.jspecify.annotations.NullMarked
package dev.sailplan.rule.structure;
