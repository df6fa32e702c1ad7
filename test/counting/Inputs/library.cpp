// What threads.cpp loads. Its lines are those of work.h.
#include "work.h"
volatile int Sink;
extern "C" int libraryWork() { return Sink = work(); }
