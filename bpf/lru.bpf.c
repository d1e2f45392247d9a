// SPDX-License-Identifier: GPL-2.0-only
// Counts each flow's runs in an LRU hash map of N entries.
#define FLOW_MAP BPF_MAP_TYPE_LRU_HASH
#include "flows.h"
