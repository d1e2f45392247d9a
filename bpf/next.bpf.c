// SPDX-License-Identifier: GPL-2.0-only
// The empty program that leaves the verdict to the next one at the hook: a link of a chain at tcx.
#define TC_PASS TC_ACT_UNSPEC
#include "hookbench.h"

static __always_inline enum verdict body(const struct packet *packet) {
  return PASS;
}

ON_TC
