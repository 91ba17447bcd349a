import { succeed } from '#contract/result.ts'
import type { BankForm, BankTry, BankView, Mode } from '#contract/views/bank-view.ts'
import type { FakeTill } from './fake-till.ts'

const PATH = '/home/caisse/.config/comptoir/settings.json'

export const SAMPLE_FORM: BankForm = {
  host: 'autorisation.banque-du-port.example',
  port: '7000',
  encrypted: true,
  caFile: '/etc/comptoir/bank-root.pem',
  certificateFile: '/etc/comptoir/till.pem',
  keyFile: '/etc/comptoir/till.key.pem',
  serverName: '',
  profile: 'ascii87',
  terminalId: '12345678',
  merchantId: '000000001234567',
  contract: '1234567',
  referralPhone: '08 00 00 00 00',
}

const NO_BANK = { form: null, several: [], kept: [], closed: null, passedAt: null }

/** A till in training that has a bank for selling, which is not tried yet. */
export const SAMPLE_BANK_VIEW: BankView = {
  path: PATH,
  unreadable: null,
  profiles: ['ascii87', 'bcd87'],
  training: NO_BANK,
  live: { ...NO_BANK, form: SAMPLE_FORM },
  hostFixed: false,
  modeFixed: null,
  nextMode: 'training',
  needs: [
    { need: 'bank', met: true },
    { need: 'tried', met: false },
    { need: 'safe', met: true },
    { need: 'idle', met: true },
  ],
  restartDue: false,
}

export function sampleTry(mode: Mode, reached: number, end: BankTry['end']): BankTry {
  const steps = ['address', 'line', 'encryption', 'answer', 'code'] as const
  return {
    mode,
    endpoint: 'tcp://autorisation.banque-du-port.example:7000',
    startedAt: new Date().toISOString(),
    limitMs: 20_000,
    steps: steps.map((step, place) => ({
      step,
      state: place < reached ? 'passed' : place > reached ? 'waiting' : end === null ? 'running' : 'failed',
      durationMs: place < reached ? 40 * (place + 1) ** 2 : null,
    })),
    end,
  }
}

export const PASSED = { at: '2026-11-22T13:33:12.000Z', durationMs: 820, reason: null, responseCode: '00' }

/** The calls of the bank as far as the screen sees them. */
export function bankAnswers(till: FakeTill) {
  return {
    'bank.view': () => succeed(till.bank),
    'bank.try': ({ mode }: { readonly mode: Mode }) => {
      till.set('bankTry', sampleTry(mode, 5, PASSED))
      return succeed({})
    },
    'bank.stopTry': () => {
      till.set('bankTry', null)
      return succeed({})
    },
    'bank.save': ({ mode, form }: { readonly mode: Mode; readonly form: BankForm }) => {
      till.bank = { ...till.bank, [mode]: { ...till.bank[mode], form } }
      return succeed({})
    },
    'bank.setMode': ({ mode }: { readonly mode: Mode }) => {
      till.bank = { ...till.bank, nextMode: mode, restartDue: mode === 'live' }
      return succeed({})
    },
  }
}
