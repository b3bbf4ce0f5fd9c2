/* leaks.c - fontconfig keeps its configuration until the process ends; that is not our leak. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}
