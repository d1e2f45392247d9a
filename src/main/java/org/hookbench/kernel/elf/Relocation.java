package org.hookbench.kernel.elf;

/**
 * A place whose content depends on a symbol. Source: elf(5), {@code Elf64_Rel}.
 *
 * @param offset in the section that is changed, bytes
 * @param symbol what it depends on
 */
record Relocation(long offset, Symbol symbol) {}
