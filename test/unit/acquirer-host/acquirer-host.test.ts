/** The host simulator as a program: what it tells, what it refuses, and that no card number ever leaves it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hostLedgerLineSchema } from '#contract/tour-summary.ts'
import { type SimulatorEvent, type SimulatorHandle, startSimulator } from '#simulators/process/simulator-client.ts'
import { connectTo } from '#test/support/acquirer/host-under-test.ts'
import { encryptCard, saleOf, TEST_PAN } from '#test/support/acquirer/test-card.ts'

const program = fileURLToPath(new URL('../../../src/simulators/acquirer-host.ts', import.meta.url))
const run = (args: string[], input = '') =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', input, timeout: 15_000 })

describe('started alone', () => {
  it('explains itself', () => {
    const { status, stdout } = run(['--help'])
    expect(status).toBe(0)
    expect(stdout).toContain('--ledger VALUE')
    expect(stdout).toContain('decline {code,times}')
  })

  it('announces its endpoint and ends with its input', () => {
    const { status, stdout } = run([])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      event: 'ready',
      endpoint: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/),
    })
  })

  it.each([
    ['a port that is none', ['--port', '70000']],
    ['a profile that leaves its folder', ['--profile', '../../package']],
    ['PINs that are none', ['--pins', '4111111111111111=12']],
    ['an unknown option', ['--colour', 'red']],
  ])('refuses %s', (_, args) => {
    expect(run(args).status).not.toBe(0)
  })
})

describe('under command', () => {
  let host: SimulatorHandle
  let folder: string
  const events: SimulatorEvent[] = []
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'host-'))
    host = await startSimulator('acquirer-host', ['--ledger', join(folder, 'ledger.jsonl'), '--pins', '1111=98765'])
    events.length = 0
    host.onEvent((event) => events.push(event))
  })
  afterEach(async () => {
    await host.stop()
    rmSync(folder, { recursive: true })
  })

  it('refuses what it does not know', async () => {
    await expect(host.command({ do: 'explode' })).rejects.toThrow('refused explode')
    await expect(host.command({ do: 'fault', kind: 'fire' })).rejects.toThrow('refused fault')
    await expect(host.command({ do: 'decline' })).rejects.toThrow('refused decline')
  })

  it('tells what it books, counts its traffic and answers its ledger', async () => {
    const acquirer = connectTo(host.endpoint, [])
    await acquirer.sale(saleOf('000001'), encryptCard({ pin: '98765' }))
    await acquirer.sale(saleOf('000002'), encryptCard({ pin: '1234' }))
    await acquirer.reversal({
      original: saleOf('000001'),
      reason: 'cancelled',
      repeat: false,
      transmittedAt: '1122093130',
    })
    await acquirer.reversal({
      original: saleOf('000009'),
      reason: 'timeout',
      repeat: true,
      transmittedAt: '1122093131',
    })
    await acquirer.close()
    const ledger = (await host.command({ do: 'ledger' })) as unknown[]
    expect(ledger.map((line) => hostLedgerLineSchema.parse(line).amountMinor)).toEqual([2000, 0, -2000])
    expect(events.filter(({ event }) => event === 'booked')).toEqual([
      { event: 'booked', stan: '000001', mti: '0200', state: 'approved', amountMinor: 2000 },
      { event: 'booked', stan: '000002', mti: '0200', state: 'declined', amountMinor: 0 },
      { event: 'booked', stan: '000001', mti: '0420', state: 'reversed', amountMinor: -2000 },
      { event: 'booked', stan: '000009', mti: '0421', state: 'unmatched', amountMinor: 0 },
    ])
    const { bytesIn, bytesOut } = (await host.command({ do: 'traffic' })) as { bytesIn: number; bytesOut: number }
    expect(bytesIn).toBeGreaterThan(500)
    expect(bytesOut).toBeGreaterThan(300)
  })

  it('keeps the clear card number in memory only', async () => {
    const acquirer = connectTo(host.endpoint, [])
    await acquirer.sale(saleOf('000001'), encryptCard({ pin: '98765' }))
    await acquirer.sale(saleOf('000002'), encryptCard({ pin: '0000' }))
    await acquirer.close()
    const told = JSON.stringify(events)
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    expect(files.join('')).toContain('411111******1111')
    for (const text of [told, ...files]) expect(text).not.toContain(TEST_PAN)
    expect(told).not.toContain('98765')
  })
})
