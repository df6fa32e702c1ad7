/*===- hone.h - what a program may ask of hone ---------------------*- C -*-===*
 *
 * Owns: the optional API for C99 and C++11 and later. Needs nothing but this
 * file: in a program that was not linked with hone's flag the functions do
 * nothing. docs/api.md is the guide.
 *
 * All of them may be called from any thread, at any time, and from signal
 * handlers.
 *
 *===----------------------------------------------------------------------===*/

#ifndef HONE_HONE_H
#define HONE_HONE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Null where nothing is linked that has them. */
#define HONE_API(Result) \
  extern __attribute__((__weak__, __visibility__("default"))) Result
HONE_API(void) __hone_api_start(void);
HONE_API(void) __hone_api_stop(void);
HONE_API(int) __hone_api_is_running(void);
HONE_API(void) __hone_api_reset(void);
HONE_API(int) __hone_api_dump(const char *path);
HONE_API(void) __hone_api_region_begin(const char *name);
HONE_API(void) __hone_api_region_end(void);
#undef HONE_API

/* Not counted themselves. */
#if defined(__clang__) || __GNUC__ >= 7
#define HONE_INLINE \
  static __inline__ __attribute__((__unused__, __no_profile_instrument_function__))
#else
#define HONE_INLINE static __inline__ __attribute__((__unused__))
#endif

/* Whatever happens from here on counts, in all threads. Counting is on when a
 * program starts, unless HONE_START=paused is in its environment. */
HONE_INLINE void hone_start(void) {
  if (__hone_api_start)
    __hone_api_start();
}

/* Nothing counts from here on: no count, no time, no sample, no observation
 * moves, whatever the threads do, until hone_start. */
HONE_INLINE void hone_stop(void) {
  if (__hone_api_stop)
    __hone_api_stop();
}

/* 1: what happens counts. 0: it does not, or the program runs without hone. */
HONE_INLINE int hone_is_running(void) {
  return __hone_api_is_running ? __hone_api_is_running() : 0;
}

/* What was counted so far no longer counts. Neither starts nor stops. */
HONE_INLINE void hone_reset(void) {
  if (__hone_api_reset)
    __hone_api_reset();
}

/* Writes the profile so far, as of this call, to a file beside the profile:
 * hone.123.prof's first is hone.123-dump1.prof. 0: done; -1: it could not be
 * written, or the program runs without hone. */
HONE_INLINE int hone_dump(void) {
  return __hone_api_dump ? __hone_api_dump(0) : -1;
}

/* The same to a file of this name; an older one is replaced. */
HONE_INLINE int hone_dump_to(const char *path) {
  return __hone_api_dump ? __hone_api_dump(path) : -1;
}

/* From here to the end, in this thread, the reports show as a function of this
 * name (its first 200 bytes): calls, own and cumulative time. Regions nest; what
 * is begun in a function is ended in it, at the latest when it returns. */
HONE_INLINE void hone_region_begin(const char *name) {
  if (__hone_api_region_begin)
    __hone_api_region_begin(name);
}

/* Ends the region that was begun last. */
HONE_INLINE void hone_region_end(void) {
  if (__hone_api_region_end)
    __hone_api_region_end();
}

#undef HONE_INLINE

#ifdef __cplusplus
} /* extern "C" */

namespace hone {
/* A region as long as the object lives. */
class Region {
public:
  __attribute__((no_profile_instrument_function)) explicit Region(
      const char *Name) {
    hone_region_begin(Name);
  }
  __attribute__((no_profile_instrument_function)) ~Region() {
    hone_region_end();
  }
  Region(const Region &) = delete;
  Region &operator=(const Region &) = delete;
};
} /* namespace hone */
#endif

#endif /* HONE_HONE_H */
