/**
 * Goal: a try of a bank says how far it came and, in one word, why it came no further; it moves no money and always ends.
 * Method: the simulated host in this process, plain and encrypted, with scripted troubles; ports that nobody or somebody else holds.
 */
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '#contract/limits.ts'
import { fail } from '#contract/result.ts'
import type { BankForm, BankTry } from '#contract/views/bank-view.ts'
import { BankTrial } from '#main/bank/bank-trial.ts'
import { TRAINING_ACQUIRER } from '#main/compose/acquirer-settings.ts'
import { hostProgram } from '#simulators/acquirer-host/host-program.ts'
import type { RunningSimulator } from '#simulators/process/simulator-process.ts'
import { certificateFile, HOST_NAME, keyFile } from '#test/support/acquirer/certificates.ts'
import { bankBench, TYPED } from '#test/support/bank-bench.ts'
import { ManualClock } from '#test/support/payment/manual-clock.ts'

let plain: RunningSimulator
let signingOn: RunningSimulator
let encrypted: RunningSimulator
let silent: Server
beforeAll(async () => {
  const start = (options: Record<string, string>) => hostProgram.start(options, () => {})
  plain = await start({})
  signingOn = await start({ profile: 'bcd87' })
  encrypted = await start({
    'tls-certificate': certificateFile('host'),
    'tls-key': keyFile('host'),
    'tls-till-roots': certificateFile('root'),
  })
  silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await Promise.all([plain.close(), signingOn.close(), encrypted.close()])
  silent.close()
})

const at = ({ endpoint }: { readonly endpoint: string }): Pick<BankForm, 'host' | 'port'> => {
  const { hostname, port } = new URL(endpoint)
  return { host: hostname, port }
}
const tried = async (change: Partial<BankForm>): Promise<BankTry> => {
  const outcome = await bankBench().tried({ ...TYPED, ...change })
  if (!outcome.ok || outcome.value === null) throw new Error('no try')
  return outcome.value
}
const states = ({ steps }: BankTry) => steps.map(({ step, state }) => `${step} ${state}`).join(', ')
const SECURE = {
  encrypted: true,
  caFile: certificateFile('root'),
  certificateFile: certificateFile('till'),
  keyFile: keyFile('till'),
  serverName: HOST_NAME,
}

describe('a try of a bank', () => {
  it('finds it, opens a line, asks for an echo and hears 00, each step with its time; nothing is booked', async () => {
    const seen = await tried(at(plain))
    expect(states(seen)).toBe('address passed, line passed, answer passed, code passed')
    expect(seen.end).toMatchObject({ reason: null, responseCode: '00' })
    for (const { durationMs } of seen.steps) expect(durationMs).toBeGreaterThanOrEqual(0)
    expect(await plain.control({ do: 'ledger' })).toEqual([])
  })

  it('signs on first where the profile does, and tells the code of a host that does not let it in', async () => {
    expect((await tried({ ...at(signingOn), profile: 'bcd87' })).end).toMatchObject({ reason: null })
    await signingOn.control({ do: 'refuse-sign-on', code: '58' })
    const refused = await tried({ ...at(signingOn), profile: 'bcd87' })
    expect(refused.end).toMatchObject({ reason: 'sign-on', responseCode: '58' })
    expect(states(refused)).toBe('address passed, line passed, answer passed, code failed')
  })

  it('encrypts, and proves the host', async () => {
    const seen = await tried({ ...at(encrypted), ...SECURE })
    expect(states(seen)).toBe('address passed, line passed, encryption passed, answer passed, code passed')
  })

  it.each([
    ['untrusted', 'encryption', { caFile: certificateFile('other-root') }],
    ['other-name', 'encryption', { serverName: 'other.bank.test' }],
    ['till-refused', 'encryption', { certificateFile: '', keyFile: '' }],
  ] as const)('says %s at the step %s', async (reason, step, change) => {
    const seen = await tried({ ...at(encrypted), ...SECURE, ...change })
    expect(seen.end?.reason).toBe(reason)
    expect(seen.steps.find(({ state }) => state === 'failed')?.step).toBe(step)
  })

  it('says that the other side does not encrypt', async () => {
    expect((await tried({ ...at(plain), ...SECURE })).end?.reason).toMatch(/not-encrypted|broken-off/)
  })

  it('says that nobody listens there, and that nobody has that name', async () => {
    const gone = await hostProgram.start({}, () => {})
    const place = at(gone)
    await gone.close()
    const refused = await tried(place)
    expect(refused.end?.reason).toBe('line-refused')
    expect(states(refused)).toBe('address passed, line failed, answer waiting, code waiting')
    const nameless = bankBench(undefined, {}, { findAddress: () => Promise.reject(new Error('ENOTFOUND')) })
    expect(await nameless.tried(TYPED)).toMatchObject({ value: { end: { reason: 'address' } } })
  })

  it('says that what answers is not understood, and with which code the host answers', async () => {
    await plain.control({ do: 'fault', kind: 'garbage', on: '0810', bytes: 4 })
    expect((await tried(at(plain))).end?.reason).toBe('not-understood')
  })

  it('is stopped by a person, and put away; a second one waits for the first', async () => {
    const bench = bankBench()
    const address = silent.address()
    const form = { ...TYPED, host: '127.0.0.1', port: String(typeof address === 'object' ? address?.port : 0) }
    expect(await bench.desk.try('live', form)).toMatchObject({ ok: true })
    expect(await bench.desk.try('live', form)).toEqual(fail('BANK_TRY_UNDERWAY'))
    await bench.desk.stopTry()
    expect(bench.desk.tryView()?.end).toMatchObject({ reason: 'stopped' })
    await bench.desk.stopTry()
    expect(bench.desk.tryView()).toBeNull()
    await bench.desk.close()
  })

  it('counts for the bank that is written, and not for another', async () => {
    const bench = bankBench()
    const form = { ...TYPED, ...at(plain) }
    await bench.tried(form)
    expect((await bench.view())?.live.passedAt).toBeNull()
    await bench.desk.save('live', form)
    expect((await bench.view())?.live.passedAt).not.toBeNull()
    expect((await bench.view())?.needs).toContainEqual({ need: 'tried', met: true })
    expect(await bench.desk.setMode('live')).toMatchObject({ ok: true })
    await bench.desk.save('live', { ...form, contract: '9' })
    expect((await bench.view())?.live.passedAt).toBeNull()
  })

  it('ends when its time is over, at whatever step, and when the till has no number for its message', async () => {
    const clock = new ManualClock()
    const common = {
      mode: 'live',
      host: 'host.bank.test',
      port: '7000',
      settings: TRAINING_ACQUIRER,
      onChange: () => {},
    } as const
    const never = new BankTrial({
      ...common,
      clock,
      nextStan: async () => '000001',
      findAddress: () => new Promise(() => {}),
    })
    const running = never.run()
    await clock.advance(LIMITS.bankTryTimeoutMs - 1)
    expect(never.isOver).toBe(false)
    await clock.advance(1)
    await running
    expect(never.view().end).toMatchObject({ reason: 'address', durationMs: LIMITS.bankTryTimeoutMs })
    const numberless = new BankTrial({
      ...common,
      clock,
      nextStan: () => Promise.reject(new Error('disk')),
      findAddress: async () => null,
    })
    await numberless.run()
    expect(numberless.view().end?.reason).toBe('till')
  })
})
