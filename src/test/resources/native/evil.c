/* Says as whom it was loaded, in a file beside the working directory's others. */
#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void loaded(void) {
    FILE *ran = fopen("ran", "a");
    if (ran) {
        fprintf(ran, "uid %d\n", (int) geteuid());
        fclose(ran);
    }
}
