import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { CallName } from '#contract/api.ts'
import type { Failure } from '#contract/result.ts'
import { startTillProcess, tillProcessCommand } from '#main/carriers/process-endpoint.ts'
import type { BadInput } from './bad-input.ts'
import type { Scene } from './bench.ts'
import { type Desk, signIn } from './desk.ts'
import { fillDisk, freeDisk } from './disk-limit.ts'

/** A call while the disk is full, of a till in a process of its own; the same call must work once there is room. */
const fullDisk = (
  what: string,
  name: CallName,
  request: (desk: Desk) => Promise<unknown>,
  undo: (desk: Desk) => Promise<unknown>,
): BadInput => ({
  what,
  code: 'STORE_DISK_FULL',
  provoke: async (scene) => {
    const desk = await scene.openProcess()
    await signIn(desk)
    const payload = await request(desk)
    fillDisk(desk.till.pid)
    const failure = await desk.refused(name, payload)
    const again = await desk.refused(name, payload)
    if (again.code !== failure.code) throw new Error(`refused as ${failure.code}, then as ${again.code}`)
    freeDisk(desk.till.pid)
    await undo(desk)
    return { failure }
  },
})

/** Waits for the refusal a process writes before it ends. */
function refusalOf(command: readonly string[]): Promise<Failure> {
  const [file = '', ...args] = command
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as { kind: string; error: Failure }
      if (line.kind === 'refused') resolve(line.error)
      child.stdin.end()
    })
    child.once('close', () => reject(new Error('the till ended without a word')))
  })
}

/** The engine's command under a file-size limit of nothing, as if the disk had been full before it started. */
const withoutRoom = (scene: Scene): readonly string[] => [
  'prlimit',
  '--fsize=0:',
  ...tillProcessCommand(scene.options()),
]

const addLine = async () => ({ productId: 'croissant' })
const leave = (desk: Desk) => desk.ask('tender.leave', {})

/** Disks without room. */
export const FULL_DISK: readonly BadInput[] = [
  fullDisk('a full disk while a line is added', 'sale.addProduct', addLine, async (desk) => {
    await desk.ask('sale.addProduct', { productId: 'croissant' })
    const { sale } = await desk.look()
    await desk.ask('sale.removeLine', { lineId: sale.lines.at(-1)?.id ?? '' })
  }),
  fullDisk(
    'a full disk while cash is taken',
    'tender.cash',
    async (desk) => {
      await desk.ask('tender.begin', {})
      return { givenMinor: 5_000 }
    },
    leave,
  ),
  fullDisk(
    'a full disk while a card payment starts',
    'tender.card',
    async (desk) => {
      await desk.ask('tender.begin', {})
      return { amountMinor: (await desk.look()).sale.remainingMinor }
    },
    leave,
  ),
  fullDisk('a full disk at the day end', 'day.readX', async () => ({}), leave),
  {
    what: 'a full disk at the very first start',
    code: 'STORE_DISK_FULL',
    provoke: async (scene) => {
      const command = withoutRoom(scene).map((word) => (word === scene.folder ? join(scene.folder, 'new') : word))
      return { failure: await refusalOf(command) }
    },
  },
]

/** Folders without right, and second copies. */
export const FOLDER_AND_COPIES: readonly BadInput[] = [
  {
    what: 'a folder that cannot be written',
    code: 'STORE_NOT_WRITABLE',
    provoke: async (scene) => {
      writeFileSync(join(scene.folder, 'taken'), '')
      return { failure: await scene.refusal({ dataFolder: join(scene.folder, 'taken') }) }
    },
  },
  {
    what: 'a second copy beside a running one',
    code: 'STORE_LOCKED',
    provoke: async (scene) => {
      await scene.open()
      const second = await startTillProcess(scene.options())
      if (second.ok) throw new Error('the second copy opened')
      return { failure: second.error }
    },
  },
  {
    what: 'a second copy while the first is another process, which is then killed',
    code: 'STORE_LOCKED',
    provoke: async (scene) => {
      const first = await scene.openProcess()
      await signIn(first)
      const failure = await scene.refusal()
      await first.till.kill('SIGKILL')
      return { failure }
    },
  },
]
