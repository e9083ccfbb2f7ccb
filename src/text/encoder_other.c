/* SPDX-License-Identifier: MIT */
/* The encoders for processors that are neither of the x86-64 nor of the arm64 kind. */
#include "text/encoder_kind.h"

const struct encoder_kind *const encoder_kinds[] = {&encoder_plain, &encoder_exact, NULL};
