#include <coroutine>
#include <cstdio>
struct Gen { struct promise_type { int v; Gen get_return_object(){return {std::coroutine_handle<promise_type>::from_promise(*this)};} std::suspend_always initial_suspend(){return {};} std::suspend_always final_suspend() noexcept {return {};} std::suspend_always yield_value(int x){v=x;return {};} void return_void(){} void unhandled_exception(){} }; std::coroutine_handle<promise_type> h; ~Gen(){h.destroy();} };
Gen count(int n) {
  for (int i = 0; i < n; ++i) {
    if (i % 2)
      co_yield i;
  }
}
int main() {
  int s = 0;
  Gen g = count(10);
  while (g.h.resume(), !g.h.done())
    s += g.h.promise().v;
  { Gen h2 = count(100); h2.h.resume(); h2.h.resume(); }
  std::printf("%d\n", s);
}
