target triple = "x86_64-pc-linux-gnu"
@c = internal global [4 x i64] zeroinitializer, section "hone_cnts", align 8
define void @f(ptr %q) {
  %o = load atomic i64, ptr addrspace(256) inttoptr (i64 ptrtoint (ptr getelementptr inbounds ([4 x i64], ptr @c, i64 0, i64 1) to i64) to ptr addrspace(256)) unordered, align 8
  %n = add i64 %o, 1
  store atomic i64 %n, ptr addrspace(256) inttoptr (i64 ptrtoint (ptr getelementptr inbounds ([4 x i64], ptr @c, i64 0, i64 1) to i64) to ptr addrspace(256)) unordered, align 8
  ret void
}
define void @g(ptr %q) {
  %o = load atomic i64, ptr addrspace(256) addrspacecast (ptr getelementptr inbounds ([4 x i64], ptr @c, i64 0, i64 1) to ptr addrspace(256)) unordered, align 8
  %n = add i64 %o, 1
  store atomic i64 %n, ptr addrspace(256) addrspacecast (ptr getelementptr inbounds ([4 x i64], ptr @c, i64 0, i64 1) to ptr addrspace(256)) unordered, align 8
  ret void
}
define void @h(i64 %k) {
  %o = load atomic i64, ptr addrspace(256) addrspacecast (ptr getelementptr inbounds ([4 x i64], ptr @c, i64 0, i64 1) to ptr addrspace(256)) unordered, align 8
  %n = add i64 %o, %k
  store atomic i64 %n, ptr addrspace(256) addrspacecast (ptr getelementptr inbounds ([4 x i64], ptr @c, i64 0, i64 1) to ptr addrspace(256)) unordered, align 8
  ret void
}
