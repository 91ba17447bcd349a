import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, succeed } from '#contract/result.ts'
import type { BankForm } from '#contract/views/bank-view.ts'
import { BankDesk, type BankDeskParts } from '#main/bank/bank-desk.ts'
import { DATABASE_FILE_NAME } from '#store/open-store.ts'
import { realClock } from './acquirer/real-clock.ts'

/** A bank as it is typed. */
export const TYPED: BankForm = {
  host: 'host.bank.test',
  port: '7000',
  encrypted: false,
  caFile: '',
  certificateFile: '',
  keyFile: '',
  serverName: '',
  profile: 'ascii87',
  terminalId: '12345678',
  merchantId: '123456789ABCDEF',
  contract: '1234567',
  referralPhone: '',
}

/** The same as `settings.json` has it. */
export const WRITTEN = {
  hostEndpoint: 'tcp://host.bank.test:7000',
  acquirer: { profile: 'ascii87', terminalId: '12345678', merchantId: '123456789ABCDEF', contract: '1234567' },
}

/** What a till is at the moment, as far as its bank is concerned; a test changes it. */
export interface TillNow {
  training: boolean
  owed: string[]
  isBusy: boolean
  isPaying: boolean
  stage: 'open' | 'closed'
  ticketCount: number
  hasKeySafe: boolean
}

export const folderWith = (settings?: unknown): string => {
  const home = mkdtempSync(join(tmpdir(), 'comptoir-bank-'))
  if (settings !== undefined) {
    writeFileSync(join(home, 'settings.json'), typeof settings === 'string' ? settings : JSON.stringify(settings))
  }
  return home
}

/** The desk of a bank on a real folder, before a till that is as the test says. */
export function bankBench(settings?: unknown, now: Partial<TillNow> = {}, parts: Partial<BankDeskParts> = {}) {
  const home = folderWith(settings)
  const path = join(home, 'settings.json')
  const till: TillNow = {
    training: true,
    owed: [],
    isBusy: false,
    isPaying: false,
    stage: 'open',
    ticketCount: 0,
    hasKeySafe: true,
    ...now,
  }
  const events: Record<string, unknown>[] = []
  let stan = 0
  const slices: Readonly<Record<string, () => unknown>> = {
    sale: () => ({ state: till.isPaying ? 'paying' : 'open', tenders: [] }),
    day: () => ({ stage: till.stage, ticketCount: till.ticketCount }),
  }
  const open = (more: Partial<BankDeskParts> = {}) =>
    new BankDesk({
      place: { path, home, hostFixed: false, modeFixed: null },
      training: till.training,
      journal: {
        owedAcquirers: async () => till.owed,
        nextStan: async () => {
          stan += 1
          return String(stan).padStart(6, '0')
        },
      },
      engine: {
        // As the engine's own: busy while it works.
        whileIdle: async (work) => {
          if (till.isBusy) return fail('PAYMENT_ALREADY_OPEN')
          till.isBusy = true
          return work().finally(() => {
            till.isBusy = false
          })
        },
        isBusy: () => till.isBusy,
        unresolvedCount: () => 0,
      },
      till: {
        recordWith: async (body, write) => {
          events.push({ ...body })
          await write(null)
        },
        slice: ((name: string) => slices[name]?.()) as BankDeskParts['till']['slice'],
      },
      append: async () => {},
      clock: realClock,
      hasKeySafe: () => till.hasKeySafe,
      onChange: () => {},
      run: (work) => void work(),
      findAddress: async () => null,
      ...parts,
      ...more,
    })
  const desk = open()
  return {
    desk,
    open,
    home,
    path,
    till,
    events,
    settings: () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>,
    /** The other mode has been used on this till. */
    hasData: (mode: 'training' | 'live') => {
      mkdirSync(join(home, mode))
      writeFileSync(join(home, mode, DATABASE_FILE_NAME), '')
    },
    view: async () => {
      const view = await desk.view()
      return view.ok ? view.value : null
    },
    /** Tries a bank, and waits for the end. */
    tried: async (form: BankForm, mode: 'training' | 'live' = 'live') => {
      const begun = await desk.try(mode, form)
      if (!begun.ok) return begun
      for (let left = 500; desk.tryView()?.end === null && left > 0; left -= 1) {
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      return succeed(desk.tryView())
    },
  }
}
