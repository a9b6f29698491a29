//! How the process asks the system for memory, so that it comes back after a crowd: docs/adr/0011-memory-comes-back.md.

/// Asks glibc for few arenas, and for a picture's memory back as soon as the picture is made; SQLite and libwebp, which
/// are C, share both. Before the first other thread: an arena that exists stays. Another C library is left as it is,
/// and so is what an operator has set by `MALLOC_ARENA_MAX` or `MALLOC_MMAP_THRESHOLD_`.
#[cfg_attr(
    all(target_os = "linux", target_env = "gnu"),
    expect(unsafe_code, reason = "the C library has no safe call for it")
)]
pub fn return_early() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    for (variable, parameter, value) in [
        ("MALLOC_ARENA_MAX", libc::M_ARENA_MAX, ARENAS),
        ("MALLOC_MMAP_THRESHOLD_", libc::M_MMAP_THRESHOLD, MAPPED_FROM),
    ] {
        if std::env::var_os(variable).is_none() {
            // SAFETY: it takes two numbers by value, may be called at any time, and refuses what it does not know
            let _is_known = unsafe { libc::mallopt(parameter, value) };
        }
    }
}

/// Each thread that allocates at the same time as others takes an arena, and none is given up again: a small machine's
/// processors, and as many threads that write databases and the log.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const ARENAS: libc::c_int = 4;
/// Bytes. A block from this size on is the system's own pages and goes back when it is freed. By itself glibc would
/// raise this number to the largest block it has seen freed, 32 MiB at most, and keep such blocks in arenas from then
/// on.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const MAPPED_FROM: libc::c_int = 128 * 1024;
