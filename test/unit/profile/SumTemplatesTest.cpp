//===- SumTemplatesTest.cpp - instantiations of one template as one -------===//

#include "lib/profile/SumTemplates.h"
#include "SampleProfile.h"
#include "lib/profile/ModelBuilder.h"
#include "gtest/gtest.h"

using namespace hone;
using namespace hone::test;

TEST(SumTemplates, TakesArgumentsOutOfNames) {
  EXPECT_EQ(withoutTemplateArguments("twice<int>"), "twice");
  EXPECT_EQ(withoutTemplateArguments("A<B<int>, 3>::f<C>"), "A::f");
  EXPECT_EQ(withoutTemplateArguments("operator<"), "operator<");
  EXPECT_EQ(withoutTemplateArguments("A<int>::operator<<"), "A::operator<<");
  EXPECT_EQ(withoutTemplateArguments("A<int>::operator-><long>"),
            "A::operator->");
}

TEST(SumTemplates, SumsInstantiations) {
  ModelBuilder Builder;
  ASSERT_FALSE(bool(Builder.add(sampleProfile(), "some.prof")));
  Model M = sumTemplates(Builder.build());
  ASSERT_EQ(M.Functions.size(), 3u);
  uint64_t Calls = 0;
  for (const Function &F : M.Functions)
    if (F.Name == "twice")
      Calls = F.Calls;
  EXPECT_EQ(Calls, 7u);
  for (const Edge &E : M.Edges)
    EXPECT_LT(E.Callee, M.Functions.size());
}
