//===- Machine.h - which processor this is ---------------------*- C++ -*-===//
//
// Owns: the name of this machine's processor, and the file that the costs
// measured on it are kept in. Knows nothing of what is in that file.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_MACHINE_H
#define HONE_COSTS_MACHINE_H

#include <string>

namespace hone {

/// "AMD EPYC, caches 48K 1024K 32768K": the model's name and the data caches
/// from the first to the third level, as far as they are known.
std::string processorName();

/// $XDG_CACHE_HOME/hone/costs-amd-epyc-caches-48k-1024k-32768k.json, in
/// ~/.cache where the variable is not set; empty: there is no home either.
std::string costsFile();

} // namespace hone

#endif // HONE_COSTS_MACHINE_H
