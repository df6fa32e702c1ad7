//===- Dump.h - the profile before the end ---------------------*- C++ -*-===//
//
// Owns: where the profile so far goes when the program asks for it, by call or
// by signal. The live file and the profile at the end keep their place.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_DUMP_H
#define HONE_RUNTIME_DUMP_H

namespace hone::rt {

/// Writes the profile so far to Path; null: to the profile's name with "-dump1",
/// "-dump2" ... before its extension. False: it could not be written. Takes the
/// lock; safe in signal handlers.
bool dumpProfile(const char *Path);

/// Reads HONE_DUMP_SIGNAL and takes the signal, if nobody has it.
void startDumpSignal();
/// In the child of a fork: counts dumps from 1.
void restartDumps();

} // namespace hone::rt

#endif // HONE_RUNTIME_DUMP_H
