// SPDX-License-Identifier: GPL-2.0-only
// The empty program: what a hook costs when nothing is done in it.
#define TC_PASS TC_ACT_OK
#include "hookbench.h"

static __always_inline enum verdict body(const struct packet *packet) {
  return PASS;
}

EVERY_HOOK
