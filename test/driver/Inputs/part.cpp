#include "part.h"

long square(long X) { return X * X; }
