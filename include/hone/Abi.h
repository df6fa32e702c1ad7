//===- Abi.h - what pass, runtime and tools agree on -----------*- C++ -*-===//
//
// Owns: the ABI between instrumented objects and the runtime: records, info blobs
// and functions. What stands in files is ProfileFormat.h. Knows nothing of LLVM,
// allocates nothing. docs/format.md describes the same in prose.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_ABI_H
#define HONE_ABI_H

#include "hone/Operations.h"

#include <stddef.h>
#include <stdint.h>

/// Version of the interface between instrumented objects and the runtime. An
/// object refers to HONE_ABI_SYMBOL, which only the runtime of the same version
/// defines: a stale object fails to link, and the symbol's name says why.
#define HONE_ABI_VERSION 6
#define HONE_ABI_SYMBOL_PREFIX "__hone_object_needs_abi_"

namespace hone {

using U64 = uint64_t;
using I64 = int64_t;
using U32 = uint32_t;
using I32 = int32_t;

#define HONE_RECORD(Name, Where) struct Name {
#define HONE_FIELD(Type, Name, Doc) Type Name;
#define HONE_RECORD_END(Name) };
#include "hone/Records.inc"

static_assert(sizeof(FunctionRecord) == 32 && sizeof(SiteRecord) == 32 &&
                  sizeof(ScanRecord) == 104 && sizeof(MemoRecord) == 112 &&
                  sizeof(WaitRecord) == 72 && sizeof(OperationRecord) == 240 &&
                  sizeof(GrowthSiteRecord) == 40 && sizeof(GrowthRecord) == 56 &&
                  sizeof(ReuseRecord) == 40 &&
                  sizeof(LinkRecord) == 16 && sizeof(EventRecord) == 64 &&
                  sizeof(TimeRecord) == 72 && sizeof(EdgeRecord) == 40 &&
                  sizeof(HistogramRecord) == 16 &&
                  sizeof(SampleRecord) == 24 && sizeof(StackRecord) == 16 &&
                  sizeof(ThreadRecord) == 32 && sizeof(HeapRecord) == 144 &&
                  sizeof(HeapPointRecord) == 16 && sizeof(NodeRecord) == 32,
              "records must have no padding");

//===-- Constants in records ----------------------------------------------===//

/// FunctionRecord.Gate: whether the function's entry calls __hone_enter. Planted
/// open. A closed gate equals __hone_counting of a thread that counts, so that
/// one comparison asks for both.
enum GateState : U32 {
  HONE_GATE_CLOSED = 1,
  HONE_GATE_OPEN = 2,
};

enum TimeFlags : U32 {
  HONE_TIME_THROTTLED = 1, ///< not all calls were timed: too many, too short
};

/// SampleRecord.Flags: what the thread was doing. 0: that is not known.
enum SampleFlags : U32 {
  HONE_SAMPLE_KERNEL = 1, ///< a system call
  HONE_SAMPLE_USER = 2,   ///< anything else, page faults included
};

enum ScanKind : U32 {
  HONE_SCAN_LOOP = 1,    ///< a loop of the user's
  HONE_SCAN_FIND = 2,    ///< std::find, std::count and friends: keyed by value
  HONE_SCAN_FIND_IF = 3, ///< std::find_if and friends: any predicate
  HONE_SCAN_BUFFER = 4,  ///< strlen and friends: elements are bytes of a buffer
  HONE_SCAN_WALK = 5     ///< the same by a loop of the user's; only long ones
};
inline constexpr U64 HONE_SCAN_MAX_BASES = 64;

/// What of a loop a time and a number of turns are of.
enum GrowthKind : U32 {
  HONE_GROWTH_LOOP = 1, ///< an entry: all its turns
  HONE_GROWTH_TURNS = 2, ///< turns n/2 to n of an entry, n a power of two: n
};

/// Turns of an entry after which HONE_GROWTH_TURNS begin.
inline constexpr U64 GrowthFirstTurns = 8;

enum EdgeKind : U32 {
  EDGE_FLOW = 0,   ///< from one node to the next, or into the function
  EDGE_RETURN = 1, ///< to EXIT by a return
  EDGE_LEAVE = 2,  ///< to EXIT by a call or jump that does not come back: throw,
                   ///< exit, longjmp. The only kind whose count may be negative:
                   ///< less what comes back a second time (setjmp).
};

enum MapKind : U32 {
  MAP_CODE = 0,
  MAP_GAP = 1,      ///< between code; counts where no code begins on a line
  MAP_SKIPPED = 2,  ///< not compiled: blank, comment, preprocessed away
  MAP_EXPANSION = 3 ///< of a macro
};

enum MemoFlags : U32 {
  HONE_MEMO_READS_GLOBALS = 1, ///< reads memory that others may change
  HONE_MEMO_PROVEN = 2,        ///< no side effect, shown by analysis alone
  HONE_MEMO_NAMED_READ = 4, ///< of a library call; the arguments are one name
  HONE_MEMO_BUILDS = 8, ///< makes an object, which is not compared
  HONE_MEMO_READS_OUTSIDE = 16, ///< reads files, the network, the clock, ...
};
enum MemoState : U64 {
  HONE_MEMO_STATE_NEW = 0,    ///< never called
  HONE_MEMO_STATE_CHEAP = 1,  ///< too cheap to be worth observing; switched off
  HONE_MEMO_STATE_ARMED = 2,  ///< observed to the end
  HONE_MEMO_STATE_UNIQUE = 3, ///< arguments hardly repeat; switched off
  HONE_MEMO_STATE_ENOUGH = 5, ///< observed as long as the budget permits
};

/// What ReuseRecord.Value is.
enum ReuseKind : U32 {
  /// durationBucket of the number of calls of the function from one with these
  /// arguments to the next.
  HONE_REUSE_CALLS = 1,
  /// durationBucket of the time between them, ns.
  HONE_REUSE_AGE = 2,
  /// A fingerprint of arguments that is the same in all processes: the smallest
  /// ones, at most HONE_REUSE_KEYS.
  HONE_REUSE_KEY = 3,
};
inline constexpr U64 HONE_REUSE_KEYS = 256;

/// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv), of a linkage
/// name or of "directory\0filename"; names functions and files across modules.
/// Never returns 0.
inline constexpr U64 hashBytes(const char *Bytes, size_t Size,
                               U64 Hash = 0xcbf29ce484222325ULL) {
  for (size_t I = 0; I != Size; ++I)
    Hash = (Hash ^ static_cast<unsigned char>(Bytes[I])) * 0x100000001b3ULL;
  return Hash ? Hash : 1;
}

/// The bucket of a duration: its width is an eighth of the power of two at or
/// below its start. Durations below 16 have buckets of their own.
inline constexpr U32 durationBucket(U64 Duration) {
  if (Duration < 8)
    return U32(Duration);
  U32 Shift = U32(60 - __builtin_clzll(Duration));
  return Shift * 8 + U32(Duration >> Shift);
}
/// The shortest duration in a bucket; that of the next one ends it.
inline constexpr U64 bucketStart(U32 Bucket) {
  return Bucket < 16 ? Bucket : U64(Bucket % 8 + 8) << (Bucket / 8 - 1);
}
inline constexpr U32 MaxDurationBucket = durationBucket(~U64(0));

//===-- The info blob of a function ---------------------------------------===//
//
// Written by pass/InfoWriter, read by tools/lib/profile/InfoReader. All numbers
// ULEB128 unless marked; u64 is 8 bytes little-endian; sleb is SLEB128.
//
//   name-length name-bytes               linkage name
//   display-length display-bytes         name for people (may be empty: demangle)
//   num-files { u64 file-hash }          files used below, by index
//   decl-file decl-line decl-column      where the function is declared; line 0: unknown
//   num-nodes                            node 0 is EXIT (and re-entry), node 1 the entry
//   for each node: num-lines { line }    its lines
//                  { edge }              and the edges out of it, one at least
//   num-regions { node }                 clang's region counter i counts that node
//                                        (~0u: not executed anywhere)
//   map-length map-bytes                 the map of source regions, below; may be empty
//   num-callees { u64 callee-hash num-calls { node line } }   static calls by name
//   num-variables { variable }           containers of the standard library
//   num-operations { operation }         (format 1 ends before num-variables)
//   num-bindings { binding }
//   num-structs { u64 struct-hash num-uses { use } }   structs of the user's, see STRUCTS
//                                        (format 2 ends before num-structs)
//
//   variable: kind name-length name type-length type line whose
//                                        VARIABLE_*; "Graph::Nodes", "Seen", "Groups[]";
//                                        its declaration, or the line of the expression
//                                        whose: of a PARAMETER its number, from 0; of a
//                                        RESULT the u64 hash of the function; of an
//                                        ELEMENT the index of the variable that it is an
//                                        element of, which stands before it; else absent
//   operation: kind flags variable node line column
//                                        HONE_OP_*, OperationFlags, index of the variable
//   binding: variable node argument [u64 callee]
//                                        the variable is given by reference or pointer
//                                        as argument number (argument - 1) to callee;
//                                        argument 0: returned so, and no callee
//
//   use: what*4+form [loads stores] node line   of a struct, or of a member of it
//                                        what: StructUse; STRUCT_USE_MEMBERS + 2*m:
//                                        member m is read and written; + 1: its
//                                        address is given away
//                                        form 0: read once; 1: written once; 2: both
//                                        numbers follow
//
//   line: sleb delta*2+other [file]      delta from the line before it in this blob
//                                        (the first: from decl-line); of the same
//                                        file (decl-file), or, other 1, of file
//   edge: target*4 + counted*2 + more    target 0: EXIT, an EDGE_LEAVE; 1: EXIT, an
//                                        EDGE_RETURN; else an EDGE_FLOW to the node
//                                        itself (2), the one before it (3), the one
//                                        after it (4), the second before it (5), ...
//                                        counted 1: by the function's next counter;
//                                        0: solved from flow conservation
//                                        more 1: another edge of the node follows
//
// Flow conservation: for every node, the sum of counts over edges into it equals
// the sum over edges out of it, EXIT included (edges EXIT -> node 1 and EXIT ->
// landing pads carry what enters; calls that do not return leave by an edge to
// EXIT). A node's count is the sum over the edges into it.
//
//===-- The map of source regions -----------------------------------------===//
//
// What clang's coverage mapping (https://llvm.org/docs/CoverageMappingFormat.html)
// says of lines; branches and decisions are left out. Written by pass/MapWriter,
// read by tools/lib/profile/MapReader. All numbers ULEB128.
//
//   num-map-files { file }               each an index into the blob's files; one
//                                        file may stand for several (macros)
//   num-expressions { left*2+minus right }   sum, or difference, of two counters
//   for each map file: num-regions { counter*8 + kind*2 + touches
//                                    [begin] end [map-file] }
//
//   counter   0: none, always 0; k: region counter k-1; from num-regions of the blob
//             + 1 on: the expressions. Those refer to earlier ones only.
//   kind      MAP_*; MAP_EXPANSION: map-file says what is expanded there
//   touches   1: begins where the region before it ends, and has no begin
//   begin     a place after the begin of the region before it (first: line 0, column 0)
//   end       a place after the region's begin
//   a place after another is
//             columns*2              so many columns on in the same line, or
//             column*2+1 lines       so many lines on, in that column; as the column
//                                    of an end, 0: the whole line

//===-- Carriers ----------------------------------------------------------===//
//
// Counters that always go up together share one increment, the carrier's. A word of
// CARRIERS is a counter's place in COUNTERS, in bytes, plus
//
//   0        a carrier, of the passengers that follow
//   1 to 7   a passenger: to its own count comes so many times what COUNTERS holds
//            for the carrier
//
// In the section hone_carriers a word is that counter's address, plus the same,
// minus the word's own address.

inline constexpr U32 MostCarried = 7; ///< and the bits of it in a word

//===-- Structs -----------------------------------------------------------===//
//
// A description in STRUCTS, and in the section hone_structs, once for each struct
// that info blobs refer to. Its hash is that of its bytes. All numbers ULEB128;
// u64 is 8 bytes little-endian; sizes in bytes.
//
//   name-length name u64 file-hash line size align flags    flags: StructFlags
//   num-members { name-length name type-length type offset size align }
//                             by offset; a name is empty of base classes and of
//                             pointers to virtual functions

enum StructFlags : U32 {
  STRUCT_BASE = 1,         ///< has base classes
  STRUCT_VIRTUAL_BASE = 2, ///< virtual ones
  STRUCT_BITFIELDS = 4,
  STRUCT_ALIGNED = 8, ///< an alignment was asked for
  STRUCT_PACKED = 16, ///< members are not aligned
  STRUCT_CONSTRUCTOR = 32, ///< has one of its own: is not made from a list of members
  STRUCT_OPEN = 64, ///< ends in an array without a size
};

/// What a struct as a whole is used for.
enum StructUse : U32 {
  STRUCT_USE_COPIED = 0,    ///< read or written as a whole
  STRUCT_USE_RAW = 1,       ///< taken for a row of bytes: compared, sent, saved
  STRUCT_USE_ALLOCATED = 2, ///< one or more are asked for from the allocator
  STRUCT_USE_MEMBERS = 4,   ///< what follows is of members
};

} // namespace hone

//===-- Functions that instrumented code calls ----------------------------===//

extern "C" {

// The four hooks. Slot: a word of the function's own frame that tells its
// activations apart, 0 at entry. Functions look like
//
//   slot = 0
//   if (record.Gate != __hone_counting)  __hone_enter(&record, &slot)
//   ...
//   if (slot)  __hone_exit(&slot)
//   return
//
// On x86-64 enter and exit keep all registers that LLVM's preserve_most keeps.

/// Opens a timed activation, and then sets Slot to a number that is not 0;
/// or lets it be, where the gate is closed.
void __hone_enter(hone::FunctionRecord *Function, uint64_t *Slot);
/// Closes the activation and whatever is left open above it.
void __hone_exit(uint64_t *Slot);
/// Control came back to this frame by an exception or a longjmp, whether it has
/// an activation or not: closes what is left open above.
void __hone_unwind(uint64_t *Slot);
/// The activation is about to be replaced by a tail call of Callee: if that is
/// timed, it ends when the callee does, else now.
void __hone_tail(uint64_t *Slot, const hone::FunctionRecord *Callee);

/// Starts observing a search. Base: address of the first element or null.
/// Returns 0 when this one is not observed, else a start time.
uint64_t __hone_scan_begin(hone::ScanRecord *Scan, const void *Base);
/// Ends it. Elements: how many were looked at. Exhausted: 1 if none was taken.
void __hone_scan_end(hone::ScanRecord *Scan, uint64_t Start, uint64_t Elements,
                     uint32_t Exhausted);
/// Ends a search of a linked list from First to Result (exclusive), whose nodes
/// hold the next node's address at byte NextOffset; looks at Last for the end.
void __hone_scan_end_list(hone::ScanRecord *Scan, uint64_t Start,
                          const void *First, const void *Result,
                          const void *Last, uint32_t NextOffset);
/// Ends a scan of Size bytes of a buffer from First on; ~0: up to the 0 byte.
/// Scans whose beginnings agree, in address and content, are of one buffer, and
/// so are those whose ends agree: Base of the beginning is null.
void __hone_scan_end_buffer(hone::ScanRecord *Scan, uint64_t Start,
                            const void *First, uint64_t Size);
/// A loop read Elements elements one after the other, the last one at Last. Step:
/// bytes from one to the next, negative if it went downwards.
void __hone_scan_walked(hone::ScanRecord *Scan, const void *Last,
                        uint64_t Elements, int64_t Step);

/// Starts observing a call. Returns 0 when it is not observed, else a handle for
/// the functions below: first the arguments in order, then __hone_memo_call;
/// before returning the result, then __hone_memo_end. Handle: of the result what
/// __hone_memo_call returned.
uint64_t __hone_memo_begin(hone::MemoRecord *Memo);
void __hone_memo_scalar(uint64_t Handle, uint64_t Value);
void __hone_memo_bytes(uint64_t Handle, const void *Bytes, uint64_t Size);
void __hone_memo_cstring(uint64_t Handle, const char *String);
/// Returns 0 where the result is known (hone try): the function is to return it
/// at once, after it has taken it, part by part, by the functions below.
uint64_t __hone_memo_call(uint64_t Handle);
void __hone_memo_end(uint64_t Handle);
/// The next scalar of the result.
uint64_t __hone_memo_take(void);
/// How many bytes the result owns, and where to copy them from.
uint64_t __hone_memo_take_size(void);
const void *__hone_memo_take_bytes(void);
/// The result was taken.
void __hone_memo_taken(void);

/// A call that can block is about to be made: called only if *__hone_wait_before
/// is 0. Returns 0, or a start time.
uint64_t __hone_wait_begin(hone::WaitRecord *Wait);
/// It was made: called only if *__hone_wait_after is 0 or there is a start time.
/// Start: 0 also if __hone_wait_begin was not called.
void __hone_wait_end(hone::WaitRecord *Wait, uint64_t Start);
extern __thread const volatile uint64_t *__hone_wait_before, *__hone_wait_after;

/// An operation on a container is about to be made: called only if it may take
/// long, or --__hone_operation_credit, a counter of the thread's, is below 0. Slot: memory
/// of the caller's for the time of the operation. Container: its address.
/// Argument: the address of the key, or of the element that is the place, or of
/// what stands behind the last element of a range; else null. Returns 0: this one
/// is not observed.
uint64_t __hone_operation_begin(hone::OperationRecord *Operation,
                                hone::OperationSlot *Slot, const void *Container,
                                const void *Argument);
/// It was made: called only if __hone_operation_begin did not return 0, and not
/// if the operation threw. Result: what it returned, a pointer or an integer; 0 if
/// neither.
void __hone_operation_end(hone::OperationRecord *Operation,
                          hone::OperationSlot *Slot, uint64_t Result);
extern __thread int32_t __hone_operation_credit;

/// A loop is about to be entered: called only if Site->Gate is 0, or
/// --__hone_growth_credit, a counter of the thread's, is below 0. Returns 0: this
/// entry is not observed; else a start time.
uint64_t __hone_growth_begin(hone::GrowthSiteRecord *Site);
/// An observed entry of a loop has made Turns turns, a power of two from
/// GrowthFirstTurns on, and goes on. Mark: what this returned for half as many, or the
/// start time.
uint64_t __hone_growth_turn(hone::GrowthSiteRecord *Site, uint64_t Mark,
                            uint64_t Turns);
/// An observed entry ends, not by an exception.
void __hone_growth_end(hone::GrowthSiteRecord *Site, uint64_t Start, uint64_t Turns);
extern __thread int32_t __hone_growth_credit;

/// A container of the standard library is about to be copied. Bytes: of its
/// elements, what they own not included.
void __hone_copied(uint64_t Bytes);

/// Gives the calling thread counters of its own. Keeps all registers that LLVM's
/// preserve_most keeps.
void __hone_count_here(void);
/// 0: the thread has not asked for its counters yet.
extern __thread unsigned char __hone_counting;

/// What hone.h calls, where it is documented. Path may be null.
void __hone_api_start(void);
void __hone_api_stop(void);
int __hone_api_is_running(void);
void __hone_api_reset(void);
int __hone_api_dump(const char *Path);
void __hone_api_region_begin(const char *Name);
void __hone_api_region_end(void);

/// The site cursor: instrumented code stores here which call it is about to make.
extern __thread const hone::SiteRecord *__hone_site;
}

#endif // HONE_ABI_H
