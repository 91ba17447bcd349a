/** Goal: training never charges a real card: a terminal that may be a bank's is neither added nor used, and the till says why. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { realInTraining } from '#main/compose/training-lines.ts'
import type { TerminalOrder } from '#payment/ports/standalone-terminal.port.ts'
import { openDeviceBench } from '#test/support/devices/device-bench.ts'
import { settle } from '#test/support/payment/manual-clock.ts'

const REAL = 'tcp://192.168.1.70:20007'
const SETTINGS = { protocol: 'zvt', model: 'zvt-till-prints', password: '000000' } as const
const code = 'TERMINAL_REAL_IN_TRAINING'

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

describe('a place where in training', () => {
  it.each([
    'tcp://127.0.0.1:20007',
    'tcp://127.8.0.1:1',
    'tcp://localhost:8888',
    'tcp://[::1]:8888',
    'serial:/dev/pts/9',
    'serial:/dev/pts/9;19200;8N1',
  ])('a program of this machine answers is used: %s', (endpoint) => {
    expect(realInTraining(endpoint, true)).toBeNull()
  })

  it.each([
    REAL,
    'tcp://localhost.example.com:20007',
    'tcp://127.0.0.1.example.com:20007',
    'tcp://[fe80::1]:20007',
    'tcp://terminal:8888',
    'serial:/dev/ttyACM0',
    'serial:/dev/ttyS0',
    'serial:COM3',
    'serial:/dev/ttyUSB0;9600',
    'serial:/dev/pts/../ttyUSB0',
  ])('a terminal of the bank may be is not: %s', (endpoint) => {
    expect(realInTraining(endpoint, true)).toMatchObject({ code, details: { endpoint } })
    expect(realInTraining(endpoint, false)).toBeNull()
  })

  it('a link leads elsewhere counts as what it leads to', () => {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-lines-'))
    closers.push(() => rmSync(folder, { recursive: true }))
    const link = join(folder, 'zvt')
    symlinkSync('/dev/null', link)
    expect(realInTraining(`serial:${link}`, true)).toMatchObject({ code })
  })
})

describe('a real terminal', () => {
  it('is not set up in training: nothing is asked of it', async () => {
    const bench = await openDeviceBench({ padEndpoint: null, printerEndpoint: null })
    closers.push(bench.remove)
    const { desk, close } = await bench.open()
    closers.push(close)
    const refused = { ok: false, error: { code, details: { endpoint: REAL } } }
    expect(await desk.intake.probeTerminal(REAL, SETTINGS)).toEqual(refused)
    expect(await desk.intake.addTerminal({ alias: 'Comptoir', endpoint: REAL, settings: SETTINGS })).toEqual(refused)
    expect(desk.terminals.list()).toEqual([])
  })

  it('that is in the book already takes no order in training, and says why', async () => {
    const bench = await openDeviceBench({ padEndpoint: null, printerEndpoint: null, training: false })
    closers.push(bench.remove)
    const live = await bench.open()
    const added = await live.desk.intake.addTerminal({ alias: 'Comptoir', endpoint: REAL, settings: SETTINGS })
    if (!added.ok) throw new Error(added.error.code)
    await live.close()
    const { desk, close } = await bench.open({ training: true })
    closers.push(close)
    await settle()
    const found = desk.terminals.find(added.value.deviceId)
    const failure = { code, details: { endpoint: REAL } }
    const order = { id: 'p-1', operation: 'pay' } as TerminalOrder
    expect(await found?.port.pay(order)).toEqual({ kind: 'not-started', failure })
    expect(await found?.port.dayEnd()).toEqual({ kind: 'not-started', failure })
    expect([found?.isReachable, found?.port.can.has('pay'), found?.port.can.has('day-end')]).toEqual([
      false,
      true,
      false,
    ])
    expect(desk.terminalStand(added.value.deviceId)?.failure()).toEqual(failure)
  })
})
