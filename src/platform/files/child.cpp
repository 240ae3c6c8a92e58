#include "platform/files/child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <optional>

namespace platform::files {

namespace json = boost::json;

namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr int first_other_descriptor = 3;

void limit(__rlimit_resource resource, rlim_t most) {
    rlimit const both{most, most};
    if (::setrlimit(resource, &both) != 0) {
        std::_Exit(3);  // without its limits it must not look at anything
    }
}

[[noreturn]] void cannot_start() {
    auto const reason = base::system_reason();
    throw base::Problem(base::Problem::unavailable, "読取り用の子プロセスを起動できません",
                        "the reading child cannot be started", {{"child", {reason, reason}}});
}

// posix_spawn's two structures, given back at the end of the scope.
struct Actions {
    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};
    Actions() {
        if (::posix_spawn_file_actions_init(&files) != 0 || ::posix_spawnattr_init(&attributes) != 0) {
            cannot_start();
        }
    }
    ~Actions() {
        ::posix_spawn_file_actions_destroy(&files);
        ::posix_spawnattr_destroy(&attributes);
    }
    Actions(Actions const&) = delete;
    Actions& operator=(Actions const&) = delete;
};

pid_t start(std::vector<std::string> command, int input, int output) {
    Actions actions;
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawn_file_actions_adddup2(&actions.files, input, 0);
    ::posix_spawn_file_actions_adddup2(&actions.files, output, 1);
    ::posix_spawn_file_actions_addopen(&actions.files, 2, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions.files, first_other_descriptor);
    ::posix_spawnattr_setsigmask(&actions.attributes, &none);
    ::posix_spawnattr_setflags(&actions.attributes, POSIX_SPAWN_SETSIGMASK);
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (auto& word : command) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    pid_t child = 0;
    errno = ::posix_spawn(&child, command.front().c_str(), &actions.files, &actions.attributes,
                          arguments.data(), environ);
    if (errno != 0) {
        cannot_start();
    }
    return child;
}

// All that it says until it ends, the time is over or it says too much: then it is killed.
std::optional<std::string> listen(int pipe, std::chrono::milliseconds longest, std::size_t most) {
    auto const end = std::chrono::steady_clock::now() + longest;
    std::string said;
    std::string bytes(piece, '\0');
    while (said.size() <= most) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd waiting{pipe, POLLIN, 0};
        int const ready = left.count() > 0 ? ::poll(&waiting, 1, static_cast<int>(left.count())) : 0;
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        if (ready <= 0) {
            return std::nullopt;
        }
        auto const got = ::read(pipe, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return std::nullopt;
        }
        if (got == 0) {
            return said;
        }
        said.append(bytes, 0, static_cast<std::size_t>(got));
    }
    return std::nullopt;
}

Reading unreadable() {
    json::array warnings;
    warnings.push_back(json::object{
        {"field", ""},
        {"ja", "中身を読み取れませんでした（壊れているか、大きすぎます）。ファイルは保管されています"},
        {"en", "the content could not be read (damaged, or too large); the file itself is kept"}});
    return {{{"kind", "none"}, {"texts", json::array()}, {"warnings", std::move(warnings)}}, {}};
}

}  // namespace

std::optional<Reading> ReadingChild::ask(Vault const& vault, std::string_view sha256, Wish wish) const {
    base::FileDescriptor const file(::open(vault.path_of(sha256).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.number() < 0) {
        static_cast<void>(vault.open(sha256));  // says which file is missing
    }
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        cannot_start();
    }
    base::FileDescriptor const from_child(ends[0]);
    auto to_parent = std::make_unique<base::FileDescriptor>(ends[1]);
    auto command = command_;
    command.emplace_back(to_string(wish));
    free_.acquire();
    struct Release {
        std::counting_semaphore<2>& free;
        ~Release() { free.release(); }
    } const release{free_};
    auto const child = start(std::move(command), file.number(), to_parent->number());
    to_parent.reset();
    auto const said = listen(from_child.number(), limits_.longest, limits_.most_output);
    if (!said) {
        ::kill(child, SIGKILL);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!said || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return std::nullopt;
    }
    return parse_reading(*said);
}

Reading ReadingChild::read(Vault const& vault, std::string_view sha256, Wish wish) const {
    auto read = ask(vault, sha256, wish);
    if (!read && wish != Wish::picture) {
        read = ask(vault, sha256, Wish::no_codes);
    }
    return read ? std::move(*read) : unreadable();
}

void limit_this_process() {
    constexpr rlim_t seconds = 10;
    constexpr rlim_t descriptors = 32;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_DUMPABLE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    constexpr rlim_t gigabyte = rlim_t{1} << 30U;
    limit(RLIMIT_AS, gigabyte);  // the sanitizers map far more than they use
#endif
    limit(RLIMIT_CPU, seconds);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, descriptors);
}

std::string read_input(std::size_t most) {
    std::string all;
    std::string bytes(piece, '\0');
    while (all.size() < most) {
        auto const got = ::read(0, bytes.data(), std::min(bytes.size(), most - all.size()));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        all.append(bytes, 0, static_cast<std::size_t>(got));
    }
    return all;
}

void write_output(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const written = ::write(1, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            std::_Exit(4);  // nobody listens any more
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace platform::files
