/* SPDX-License-Identifier: MIT */
/* The encoders for processors of the arm64 kind, fastest first. */
#include "text/encoder_kind.h"

const struct encoder_kind *const encoder_kinds[] = {&encoder_neon, &encoder_plain,
                                                    &encoder_exact, NULL};
