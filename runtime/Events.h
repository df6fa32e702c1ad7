//===- Events.h - windows of operations as they happened -------*- C++ -*-===//
//
// Owns: the process's buffer of observed windows, and which of them stay in it.
// Knows nothing of how they come about.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_EVENTS_H
#define HONE_RUNTIME_EVENTS_H

#include "Memory.h"
#include "Operations.h"

namespace hone::rt {

/// What a profile holds: 512 KB.
inline constexpr U32 MaxEvents = 8192;

/// Adds an event to the window of the calling thread. IsLast: it is full.
void addEvent(OperationWindow &Window, const EventRecord &Event, bool IsLast);
/// Takes the window's events, or drops them: where they are too many, where
/// they no longer count, and rather than wait. Leaves the window empty. Safe in
/// signal handlers.
void keepEvents(OperationWindow &Window);

/// What was kept so far no longer counts.
void clearEvents();
/// In the child of a fork.
void restartEventsInChild();

/// Appends the records of EVENTS, those of the calling thread's window
/// included.
void appendEvents(Buffer &Out);

} // namespace hone::rt

#endif // HONE_RUNTIME_EVENTS_H
