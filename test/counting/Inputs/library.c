#include <hone/hone.h>

void libraryStop(void);
void libraryStart(void);
void libraryStep(void);

void libraryStop(void) { hone_stop(); }
void libraryStart(void) { hone_start(); }
void libraryStep(void) {}
