import { useEffect, useRef, useState } from 'react'
import type { Response } from '#contract/api.ts'
import type { Failure, Result } from '#contract/result.ts'
import type { DeviceKind } from '#contract/views/devices-view.ts'
import { ask } from '../../state/call.ts'

export type DeviceTest = 'text' | 'card' | 'sale' | 'slip' | 'display' | 'terminal' | 'scale'

/** In the order they are tried: what moves no money comes first. */
export const TESTS: Readonly<Record<DeviceKind, readonly DeviceTest[]>> = {
  pad: ['text', 'card', 'sale'],
  terminal: ['terminal'],
  printer: ['slip'],
  display: ['display'],
  scale: ['scale'],
}

export type TestState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly startedAtMs: number }
  | { readonly kind: 'passed'; readonly durationMs: number; readonly found: TestFound }
  | {
      readonly kind: 'failed'
      readonly durationMs: number
      readonly failure: Failure | null
      readonly found: TestFound
    }

/** What a test brought back: the card it read, the answer of the bank, who a terminal is, what lay on a scale. */
export interface TestFound {
  readonly card?: Response<'devices.testCard'>
  readonly sale?: Response<'devices.testSale'>
  readonly terminal?: Response<'devices.testTerminal'>
  readonly scale?: Response<'devices.testScale'>
}

const WAITING: TestState = { kind: 'waiting' }

type Outcome = { readonly passed: boolean; readonly failure: Failure | null; readonly found: TestFound }

async function runTest(test: DeviceTest, deviceId: string): Promise<Outcome> {
  const plain = (result: Result<unknown>): Outcome =>
    result.ok ? { passed: true, failure: null, found: {} } : { passed: false, failure: result.error, found: {} }
  if (test === 'text') return plain(await ask('devices.testText', { deviceId }))
  if (test === 'slip') return plain(await ask('devices.testSlip', { deviceId }))
  if (test === 'display') return plain(await ask('devices.testDisplay', { deviceId }))
  if (test === 'terminal') {
    const terminal = await ask('devices.testTerminal', { deviceId })
    return terminal.ok ? { passed: true, failure: null, found: { terminal: terminal.value } } : plain(terminal)
  }
  if (test === 'scale') {
    const scale = await ask('devices.testScale', { deviceId })
    return scale.ok ? { passed: true, failure: null, found: { scale: scale.value } } : plain(scale)
  }
  if (test === 'card') {
    const card = await ask('devices.testCard', { deviceId })
    return card.ok ? { passed: true, failure: null, found: { card: card.value } } : plain(card)
  }
  const sale = await ask('devices.testSale', { deviceId })
  if (!sale.ok) return plain(sale)
  const passed = sale.value.outcome === 'approved-and-reversed'
  return { passed, failure: sale.value.failure as Failure | null, found: { sale: sale.value } }
}

export interface DeviceTests {
  readonly stateOf: (test: DeviceTest) => TestState
  readonly running: DeviceTest | null
  /** The first that has not passed and was not tried; null when all were. */
  readonly next: DeviceTest | null
  readonly run: (test: DeviceTest) => void
  readonly stop: () => void
}

/** Runs the tests of one device, one at a time. A test that is left is stopped. */
export function useDeviceTests(kind: DeviceKind, deviceId: string): DeviceTests {
  const [states, setStates] = useState<Partial<Record<DeviceTest, TestState>>>({})
  const tests = TESTS[kind]
  const stateOf = (test: DeviceTest) => states[test] ?? WAITING
  const running = tests.find((test) => stateOf(test).kind === 'running') ?? null
  const isRunning = useRef(false)
  isRunning.current = running !== null
  useEffect(
    () => () => {
      if (isRunning.current) void ask('devices.cancelTest', {})
    },
    [],
  )
  const set = (test: DeviceTest, state: TestState) => setStates((before) => ({ ...before, [test]: state }))
  const run = (test: DeviceTest) => {
    if (running !== null) return
    const startedAtMs = Date.now()
    set(test, { kind: 'running', startedAtMs })
    void runTest(test, deviceId).then(({ passed, failure, found }) => {
      const durationMs = Date.now() - startedAtMs
      set(test, passed ? { kind: 'passed', durationMs, found } : { kind: 'failed', durationMs, failure, found })
    })
  }
  return {
    stateOf,
    running,
    next: tests.find((test) => stateOf(test).kind === 'waiting') ?? null,
    run,
    stop: () => void ask('devices.cancelTest', {}),
  }
}
