package dev.tandem.core.operator;

/** A selector that judges each sample by its own values. */
public interface SampleSelector extends Selector, Selector.Judge {}
