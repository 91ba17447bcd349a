import { existsSync, readFileSync } from 'node:fs'

/*
 * The log of SQLite (sqlite.org/fileformat2.html, chapter 4), all numbers big-endian:
 *
 *   header, 32 bytes: magic 4 (its last bit: sums over big-endian words), version 4, page size 4, sequence 4,
 *                     salt 8, sum 8 (over the first 24 bytes)
 *   frame, 24 bytes and a page: page number 4, size of the database after a commit 4 (0 in other frames), salt 8,
 *                     sum 8 (over the first 8 bytes and the page, going on from the frame before)
 */
const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x37_7f_06_82
const PAGE_BYTES_MIN = 512
const PAGE_BYTES_MAX = 65_536

/** Both words of a running sum. */
type Sum = readonly [first: number, second: number]

function addTo([first, second]: Sum, bytes: Buffer, isBigEndian: boolean): Sum {
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const even = isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)
    const odd = isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)
    first = (first + even + second) >>> 0
    second = (second + odd + first) >>> 0
  }
  return [first, second]
}

const isSum = (bytes: Buffer, at: number, [first, second]: Sum): boolean =>
  bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second

interface Frame {
  readonly header: Buffer
  readonly page: Buffer
}

function framesOf(log: Buffer, pageBytes: number): Frame[] {
  const frames: Frame[] = []
  const frameBytes = FRAME_HEADER_BYTES + pageBytes
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    const page = log.subarray(at + FRAME_HEADER_BYTES, at + frameBytes)
    frames.push({ header: log.subarray(at, at + FRAME_HEADER_BYTES), page })
  }
  return frames
}

function isHeaderSound(log: Buffer, isBigEndian: boolean): boolean {
  return (log.readUInt32BE(0) & ~1) === MAGIC && isSum(log, 24, addTo([0, 0], log.subarray(0, 24), isBigEndian))
}

/** How many frames from the first on carry `salt` and belong to an unbroken chain of sums. */
function soundFrames(log: Buffer, frames: readonly Frame[], salt: Buffer, isBigEndian: boolean): number {
  let sum = addTo([0, 0], log.subarray(0, 24), isBigEndian)
  for (const [place, { header, page }] of frames.entries()) {
    sum = addTo(addTo(sum, header.subarray(0, 8), isBigEndian), page, isBigEndian)
    if (!salt.equals(saltOf(header)) || !isSum(header, 16, sum)) return place
  }
  return frames.length
}

const saltOf = (frameHeader: Buffer): Buffer => frameHeader.subarray(8, 16)

/**
 * Whether a log has lost transactions that were on disk. SQLite reads a log up to its first bad frame and silently
 * forgets the rest, which is right for the one transaction that a power cut tore. But each commit is flushed before
 * the next one is written, so two commits behind a bad frame mean that a flushed one was damaged: sales would vanish.
 * Damage to the newest transaction alone cannot be told from a torn one.
 * @param pageBytes of the database, for a log whose own header cannot be believed.
 */
export function hasLostCommits(logPath: string, pageBytes: number): boolean {
  if (!existsSync(logPath)) return false
  const log = readFileSync(logPath)
  if (log.length <= HEADER_BYTES || pageBytes < PAGE_BYTES_MIN || pageBytes > PAGE_BYTES_MAX) return false
  const isBigEndian = (log.readUInt32BE(0) & 1) === 1
  const frames = framesOf(log, pageBytes)
  const headerSound = isHeaderSound(log, isBigEndian)
  // Frames of an older log carry another salt: they are leftovers, not losses.
  const salt = headerSound ? log.subarray(16, 24) : frames[0] && saltOf(frames[0].header)
  if (salt === undefined) return false
  const sound = headerSound ? soundFrames(log, frames, salt, isBigEndian) : 0
  const commits = frames
    .slice(sound)
    .filter(({ header }) => salt.equals(saltOf(header)) && header.readUInt32BE(4) !== 0)
  return commits.length >= 2
}
