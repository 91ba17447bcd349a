import { execFileSync } from 'node:child_process'

/**
 * A full disk for one process: from now on no write to a file goes through (setrlimit(2), RLIMIT_FSIZE: EFBIG, which
 * Node gets as an error because it ignores SIGXFSZ). Pipes and sockets go on. Linux only, through `prlimit`.
 */
export function fillDisk(pid: number): void {
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=0:'])
}

export function freeDisk(pid: number): void {
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:'])
}

/** Why no disk can be filled here, or null where it can. */
export function whyNoDiskLimit(): string | null {
  try {
    execFileSync('prlimit', ['--version'])
    return null
  } catch {
    return 'full disks are not tried here: that needs the program prlimit of Linux'
  }
}
