package org.hookbench.tool.compare;

/** A comparison whose verdict waits for its family. */
record Candidate(
    Basis basis, String against, Subject subject, Measured base, Measured other, Finding finding) {}
