#pragma once
#ifdef __cplusplus
extern "C"
#endif
long square(long X);
