/* SPDX-License-Identifier: MIT */
/* The encoders for processors of the x86-64 kind, fastest first. */
#include "text/encoder_kind.h"

const struct encoder_kind *const encoder_kinds[] = {
    &encoder_avx512, &encoder_vnni, &encoder_avx2, &encoder_plain, &encoder_exact, NULL};
