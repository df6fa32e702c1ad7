struct V {
  double X, Y;
};
// Shared by all translation units: the carriers are new counters.
inline V add(V A, V B) { return {A.X + B.X, A.Y + B.Y}; }
inline V scale(V A, double By) { return {A.X * By, A.Y * By}; }
inline double dot(V A, V B) { return A.X * B.X + A.Y * B.Y; }
template <int N> double power(V A) {
  double Result = 1;
  for (int I = 0; I < N; ++I)
    Result *= dot(A, A);
  return Result;
}
__attribute__((noinline)) inline double mixed(V A, V B, double T) {
  V C = add(add(A, B), add(scale(A, T), B));
  if (T > 500)
    return dot(add(C, C), scale(scale(C, 2), T));
  return power<3>(scale(C, 2)) + power<2>(add(C, C)) + dot(C, C);
}
double work(int N);

