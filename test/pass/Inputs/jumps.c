#include <stdio.h>
#include <setjmp.h>
#include <stdlib.h>
static jmp_buf jb;
static int depth(int n) { if (n == 0) longjmp(jb, 7); return depth(n - 1) + 1; }
static int cg(const char *p) {
  static void *tab[] = {&&add, &&sub, &&end};
  int a = 0;
  goto *tab[*p - '0'];
add: a += 2; p++; if (a > 100) goto end; goto *tab[*p - '0'];
sub: a -= 1; p++; goto *tab[*p - '0'];
end: return a;
}
int even(unsigned n); 
__attribute__((noinline)) int odd(unsigned n) { return n == 0 ? 0 : even(n - 1); }
__attribute__((noinline)) int even(unsigned n) { return n == 0 ? 1 : odd(n - 1); }
static int vla(int n) { int a[n]; for (int i = 0; i < n; i++) a[i] = i; int s = 0; for (int i = 0; i < n; i++) s += a[i]; return s; }
int sw(int x) { switch (x) { case 1: case 2: case 3: return x; case 10 ... 20: x++; default: x *= 2; } return x; }
int main(int argc, char **argv) {
  volatile int k = 0;
  int r = setjmp(jb);
  if (r == 0) depth(10);
  else if (k++ < 3) depth(5);
  printf("%d %d\n", r, k);
  printf("%d\n", cg("0010112"));
  int e = 0;
  for (int i = 0; i < 100; i++) e += even(i);
  printf("%d %d\n", e, vla(10));
  int s = 0;
  for (int i = 0; i < 30; i++) s += sw(i);
  printf("%d\n", s);
  if (argc > 1) even(100000000);
  exit(3);
}
