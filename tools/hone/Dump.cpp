//===- Dump.cpp - hone dump -----------------------------------------------===//
//
// Owns: a profile's records as JSON, field by field as Records.inc lists them.
// For tests and for looking into a file; what the figures mean is hone
// report's.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "lib/profile/InfoReader.h"
#include "lib/profile/ProfileFile.h"
#include "lib/profile/StructReader.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace hone;
using namespace llvm;

static json::Value text(StringRef Text) {
  return json::isUTF8(Text) ? json::Value(Text)
                            : json::Value(json::fixUTF8(Text));
}

// One function per record, made from the one definition of the records.
#define HONE_RECORD(Name, Where)                                               \
  [[maybe_unused]] static void writeFields(json::OStream &J,                   \
                                           const Name &Record) {
#define HONE_FIELD(Type, Name, Doc) J.attribute(#Name, Record.Name);
#define HONE_RECORD_END(Name) }
#include "hone/Records.inc"

template <typename Record>
static void writeRecords(json::OStream &J, StringRef Name,
                         const std::vector<Record> &Records) {
  J.attributeArray(Name, [&] {
    for (const Record &R : Records)
      J.object([&] { writeFields(J, R); });
  });
}

template <typename Record>
static void writeDescribed(json::OStream &J, StringRef Name,
                           const ModuleData &Module,
                           const std::vector<Record> &Records) {
  J.attributeArray(Name, [&] {
    for (const Record &R : Records)
      J.object([&] {
        writeFields(J, R);
        J.attributeArray("text", [&] {
          SmallVector<StringRef> Parts;
          Module.info(R.Info, R.InfoSize).split(Parts, '\0');
          for (StringRef Part : Parts)
            J.value(text(Part));
        });
      });
  });
}

static void writeFacts(json::OStream &J, StringRef Name, const Facts &F) {
  J.attributeObject(Name, [&] {
    for (const auto &[Key, Value] : F.Values)
      J.attribute(json::isUTF8(Key) ? Key : json::fixUTF8(Key), text(Value));
  });
}

static void writeInfo(json::OStream &J, const FunctionInfo &Info) {
  J.attribute("name", text(Info.LinkageName));
  J.attribute("display_name", text(Info.DisplayName));
  J.attributeArray("files", [&] {
    for (U64 File : Info.Files)
      J.value(File);
  });
  J.attribute("decl_file", Info.DeclFile);
  J.attribute("decl_line", Info.DeclLine);
  J.attributeArray("edges", [&] {
    static constexpr StringRef Kinds[] = {"flow", "return", "leave"};
    for (const FlowEdge &E : Info.Edges)
      J.object([&] {
        J.attribute("from", E.Source);
        J.attribute("to", E.Target);
        J.attribute("counter", E.Counter);
        J.attribute("kind", Kinds[E.Kind]);
      });
  });
  J.attributeArray("nodes", [&] {
    for (const std::vector<CodeLine> &Lines : Info.Lines)
      J.array([&] {
        for (const CodeLine &Line : Lines)
          J.object([&] {
            J.attribute("file", Line.File);
            J.attribute("line", Line.Line);
          });
      });
  });
  J.attributeArray("regions", [&] {
    for (U32 Node : Info.Regions)
      J.value(Node);
  });
  J.attribute("map_bytes", Info.CoverageMap.size());
  J.attributeArray("calls", [&] {
    for (const CallSite &Call : Info.Calls)
      J.object([&] {
        J.attribute("node", Call.Node);
        J.attribute("file", Call.At.File);
        J.attribute("line", Call.At.Line);
        J.attribute("callee", Call.Callee);
      });
  });
}

static void writeContainers(json::OStream &J, const FunctionInfo &Info) {
  J.attributeArray("variables", [&] {
    for (const VariableInfo &V : Info.Variables)
      J.object([&] {
        J.attribute("kind", U32(V.Kind));
        J.attribute("name", text(V.Name));
        J.attribute("type", text(V.Type));
        J.attribute("file", V.At.File);
        J.attribute("line", V.At.Line);
        J.attribute("whose", V.Whose);
      });
  });
  J.attributeArray("operations", [&] {
    for (const OperationInfo &O : Info.Operations)
      J.object([&] {
        J.attribute("kind", U32(O.Kind));
        J.attribute("flags", O.Flags);
        J.attribute("variable", O.Variable);
        J.attribute("node", O.Node);
        J.attribute("file", O.At.File);
        J.attribute("line", O.At.Line);
        J.attribute("column", O.Column);
      });
  });
  J.attributeArray("bindings", [&] {
    for (const BindingInfo &B : Info.Bindings)
      J.object([&] {
        J.attribute("variable", B.Variable);
        J.attribute("node", B.Node);
        J.attribute("argument", B.Argument);
        J.attribute("callee", B.Callee);
      });
  });
}

static void writeStructUses(json::OStream &J, const FunctionInfo &Info) {
  J.attributeArray("structs", [&] {
    for (const StructUseInfo &S : Info.Structs)
      J.object([&] {
        J.attribute("struct", S.Struct);
        J.attributeArray("uses", [&] {
          for (const FieldUseInfo &Use : S.Uses)
            J.object([&] {
              J.attribute("what", Use.What);
              J.attribute("node", Use.Node);
              J.attribute("loads", Use.Loads);
              J.attribute("stores", Use.Stores);
              J.attribute("file", Use.At.File);
              J.attribute("line", Use.At.Line);
            });
        });
      });
  });
}

static void writeFunction(json::OStream &J, const ModuleData &Module,
                          const FunctionRecord &F) {
  J.object([&] {
    writeFields(J, F);
    J.attributeArray("counters", [&] {
      for (U32 I = 0; I != F.NumCounters; ++I)
        J.value(Module.Counters[F.Counters + I]);
    });
    Expected<FunctionInfo> Info =
        readInfo(Module.info(F.Info, F.InfoSize), F.NumCounters);
    if (Info) {
      writeInfo(J, *Info);
      writeContainers(J, *Info);
      writeStructUses(J, *Info);
    } else {
      J.attribute("error", toString(Info.takeError()));
    }
  });
}

/// Counters are named by their index in COUNTERS.
static void writeCarriers(json::OStream &J, ArrayRef<U32> Words) {
  J.attributeArray("carriers", [&] {
    while (!Words.empty())
      J.object([&] {
        J.attribute("carrier", Words.front() / sizeof(U64));
        J.attributeArray("passengers", [&] {
          for (Words = Words.drop_front();
               !Words.empty() && Words.front() & MostCarried;
               Words = Words.drop_front())
            J.object([&] {
              J.attribute("counter", Words.front() / sizeof(U64));
              J.attribute("times", Words.front() & MostCarried);
            });
        });
      });
  });
}

static void writeStruct(json::OStream &J, const StructEntry &Entry) {
  J.object([&] {
    J.attribute("Hash", Entry.Hash);
    Expected<StructInfo> Info = readStruct(Entry.Description);
    if (!Info) {
      J.attribute("error", toString(Info.takeError()));
      return;
    }
    J.attribute("name", text(Info->Name));
    J.attribute("file", Info->File);
    J.attribute("line", Info->Line);
    J.attribute("size", Info->Size);
    J.attribute("align", Info->Align);
    J.attribute("flags", Info->Flags);
    J.attributeArray("members", [&] {
      for (const StructMemberInfo &Member : Info->Members)
        J.object([&] {
          J.attribute("name", text(Member.Name));
          J.attribute("type", text(Member.Type));
          J.attribute("offset", Member.Offset);
          J.attribute("size", Member.Size);
          J.attribute("align", Member.Align);
        });
    });
  });
}

static void writeModule(json::OStream &J, const ModuleData &Module) {
  J.object([&] {
    writeFacts(J, "module", Module.About);
    J.attributeArray("functions", [&] {
      for (const FunctionRecord &F : Module.Functions)
        writeFunction(J, Module, F);
    });
    writeRecords(J, "sites", Module.Sites);
    writeRecords(J, "operations", Module.Operations);
    writeDescribed(J, "scans", Module, Module.Scans);
    writeDescribed(J, "memos", Module, Module.Memos);
    writeDescribed(J, "waits", Module, Module.Waits);
    writeCarriers(J, Module.Carriers);
    J.attributeArray("files", [&] {
      for (const FileEntry &File : Module.Files)
        J.object([&] {
          J.attribute("Hash", File.Hash);
          J.attribute("Directory", text(File.Directory));
          J.attribute("Name", text(File.Name));
        });
    });
    J.attributeArray("structs", [&] {
      for (const StructEntry &Entry : Module.Structs)
        writeStruct(J, Entry);
    });
  });
}

static void writeProfile(json::OStream &J, const ProfileFile &File) {
  J.object([&] {
    J.attribute("type", "hone.dump");
    J.attribute("format_version", File.FormatVersion);
    writeFacts(J, "run", File.Run);
    J.attributeArray("modules", [&] {
      for (const ModuleData &Module : File.Modules)
        writeModule(J, Module);
    });
    writeRecords(J, "times", File.Times);
    writeRecords(J, "edges", File.Edges);
    writeRecords(J, "histograms", File.Histograms);
    writeRecords(J, "samples", File.Samples);
    writeRecords(J, "stacks", File.Stacks);
    writeRecords(J, "threads", File.Threads);
    writeRecords(J, "heap", File.Heap);
    writeRecords(J, "timeline", File.Timeline);
    writeRecords(J, "events", File.Events);
    writeRecords(J, "growth", File.Growth);
    writeRecords(J, "reuses", File.Reuses);
    J.attributeArray("objects", [&] {
      for (const Facts &Object : File.Objects)
        J.object([&] { writeFacts(J, "object", Object); });
    });
    writeRecords(J, "nodes", File.Tree.Nodes);
    J.attributeArray("names", [&] {
      for (const std::string &Name : File.Tree.Names)
        J.value(text(Name));
    });
    J.attributeArray("places", [&] {
      for (U32 Place : File.Tree.Places)
        J.value(Place);
    });
  });
}

int hone::dumpMain(int Argc, const char *const *Argv) {
  cl::opt<std::string> Path(cl::Positional, cl::Required, cl::desc("PROFILE"));
  if (std::optional<int> Code =
          parseOptions(Argc, Argv,
                       "The records of a profile as JSON, named as in "
                       "include/hone/Records.inc; "
                       "for looking into a file, not a stable form."))
    return *Code;
  Expected<ProfileFile> File = readProfile(Path);
  if (!File)
    return fail(File.takeError());
  json::OStream J(outs(), /*IndentSize=*/1);
  writeProfile(J, *File);
  outs() << '\n';
  return ExitOk;
}
