// Loaded before everything else (LD_PRELOAD) by tests/faults: lets the Nth statement, write, fsync or rename of the program fail, and moves its clock;
// in PostgreSQL's own server, the Nth write or fsync of all its processes. What fails is said in a small file that all sides map
// (RENKEI_FAULTS); only files below RENKEI_FAULT_FOLDER are touched. Counters and orders are in one struct, which injected.py writes by the
// same layout; while no order is given, as when a cluster is made and started, nothing fails.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { statement, written, synced, renamed, kinds };

struct Orders {
    _Atomic int64_t countdown[kinds];  // 1: the next one fails; 0: none
    _Atomic int64_t repeat[kinds];     // 1: every one from there on fails, until it is 0 again
    _Atomic int64_t error[kinds];      // errno of a failing write or fsync; SQLite's code of a failing statement
    _Atomic int64_t seen[kinds];
    _Atomic int64_t failed[kinds];
    _Atomic int64_t clock_offset;      // seconds
    char within[64];                   // only files whose path holds this; empty: all
};

static struct Orders* orders;
static char folder[4096];
static size_t folder_length;

__attribute__((constructor)) static void begin(void) {
    char const* file = getenv("RENKEI_FAULTS");
    char const* where = getenv("RENKEI_FAULT_FOLDER");
    if (file == NULL || where == NULL || strlen(where) >= sizeof folder) {
        return;
    }
    int const descriptor = open(file, O_RDWR | O_CLOEXEC);
    void* mapped = descriptor < 0 ? MAP_FAILED : mmap(NULL, sizeof(struct Orders), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (mapped == MAP_FAILED) {
        abort();
    }
    close(descriptor);
    folder_length = strlen(strcpy(folder, where));
    orders = mapped;
}

// The errno or code to fail with, or 0.
static int64_t due(int kind) {
    if (orders == NULL) {
        return 0;
    }
    atomic_fetch_add(&orders->seen[kind], 1);
    int64_t before = atomic_load(&orders->countdown[kind]);
    while (before > 0) {
        int64_t const after = before == 1 && atomic_load(&orders->repeat[kind]) ? 1 : before - 1;
        if (atomic_compare_exchange_weak(&orders->countdown[kind], &before, after)) {
            break;
        }
    }
    if (before != 1) {
        return 0;
    }
    atomic_fetch_add(&orders->failed[kind], 1);
    return atomic_load(&orders->error[kind]);
}

static int is_touched(char const* path) {
    return strncmp(path, folder, folder_length) == 0 && path[folder_length] != '\0' && strstr(path, orders->within) != NULL;
}

static int is_ours(int descriptor) {
    char link[64];
    char path[4096];
    if (orders == NULL) {
        return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t const length = readlink(link, path, sizeof path - 1);
    if (length <= 0) {
        return 0;
    }
    path[length] = '\0';
    return is_touched(path);
}

#define REAL(name) ((__typeof__(&name))real(#name))
static void* real(char const* name) {
    return dlsym(RTLD_NEXT, name);
}

static int64_t due_on(int kind, int descriptor) {
    int const saved = errno;
    int64_t const error = is_ours(descriptor) ? due(kind) : 0;
    errno = saved;
    return error;
}

ssize_t write(int descriptor, void const* bytes, size_t count) {
    int64_t const error = due_on(written, descriptor);
    if (error != 0) {
        errno = (int)error;
        return -1;
    }
    return REAL(write)(descriptor, bytes, count);
}

ssize_t pwrite64(int descriptor, void const* bytes, size_t count, off64_t at) {
    int64_t const error = due_on(written, descriptor);
    if (error != 0) {
        errno = (int)error;
        return -1;
    }
    return REAL(pwrite64)(descriptor, bytes, count, at);
}

ssize_t pwrite(int descriptor, void const* bytes, size_t count, off_t at) {
    return pwrite64(descriptor, bytes, count, at);
}

ssize_t pwritev64(int descriptor, struct iovec const* pieces, int count, off64_t at) {
    int64_t const error = due_on(written, descriptor);
    if (error != 0) {
        errno = (int)error;
        return -1;
    }
    return REAL(pwritev64)(descriptor, pieces, count, at);
}

ssize_t pwritev(int descriptor, struct iovec const* pieces, int count, off_t at) {
    return pwritev64(descriptor, pieces, count, at);
}

static int sync_or_fail(char const* name, int descriptor) {
    int64_t const error = due_on(synced, descriptor);
    if (error != 0) {
        errno = (int)error;
        return -1;
    }
    return ((int (*)(int))real(name))(descriptor);
}

int fsync(int descriptor) {
    return sync_or_fail("fsync", descriptor);
}

int fdatasync(int descriptor) {
    return sync_or_fail("fdatasync", descriptor);
}

int rename(char const* from, char const* to) {
    int const saved = errno;
    int64_t const error = orders != NULL && is_touched(to) ? due(renamed) : 0;
    errno = saved;
    if (error != 0) {
        errno = (int)error;
        return -1;
    }
    return REAL(rename)(from, to);
}

int clock_gettime(clockid_t clock, struct timespec* now) {
    int const result = REAL(clock_gettime)(clock, now);
    if (result == 0 && orders != NULL && clock == CLOCK_REALTIME) {
        now->tv_sec += atomic_load(&orders->clock_offset);
    }
    return result;
}

// ---- statements: of SQLite in the program, or of PostgreSQL's client

static _Thread_local int failed_code;

// SQLite's own modules (FTS5) step through statements of theirs and read their errors elsewhere: left alone.
static int is_within_sqlite(void* caller) {
    Dl_info found;
    return dladdr(caller, &found) != 0 && found.dli_fname != NULL && strstr(found.dli_fname, "libsqlite3") != NULL;
}

int sqlite3_step(void* prepared) {
    int64_t const code = is_within_sqlite(__builtin_return_address(0)) ? 0 : due(statement);
    failed_code = (int)code;
    return code != 0 ? (int)code : ((int (*)(void*))real("sqlite3_step"))(prepared);
}

int sqlite3_extended_errcode(void* database) {
    return failed_code != 0 ? failed_code : ((int (*)(void*))real("sqlite3_extended_errcode"))(database);
}

int PQsendQueryPrepared(void* connection, char const* name, int count, char const* const* values, int const* lengths, int const* formats,
                        int result_format) {
    if (due(statement) != 0) {
        return 0;
    }
    return ((int (*)(void*, char const*, int, char const* const*, int const*, int const*, int))real("PQsendQueryPrepared"))(
        connection, name, count, values, lengths, formats, result_format);
}

int PQsendQuery(void* connection, char const* sql) {
    if (due(statement) != 0) {
        return 0;
    }
    return ((int (*)(void*, char const*))real("PQsendQuery"))(connection, sql);
}

void* PQexec(void* connection, char const* sql) {
    if (due(statement) != 0) {
        return NULL;
    }
    return ((void* (*)(void*, char const*))real("PQexec"))(connection, sql);
}
