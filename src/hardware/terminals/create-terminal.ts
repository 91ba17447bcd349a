import type { Currency } from '#contract/money.ts'
import type { TerminalModel, TerminalSettings } from '#contract/views/terminal-device-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { StandaloneTerminalPort } from '#payment/ports/standalone-terminal.port.ts'
import { type CaisseApSettings, caisseApSettingsSchema, createCaisseApTerminal } from './caisse-ap/caisse-ap-driver.ts'
import { createNexoTerminal, type NexoSettings, nexoSettingsSchema } from './nexo/nexo-driver.ts'
import { createZvtTerminal, type ZvtSettings, zvtSettingsSchema } from './zvt/zvt-driver.ts'

type CaisseApModel = Extract<TerminalModel, `caisse-ap-${string}`>
type ZvtModel = Extract<TerminalModel, `zvt-${string}`>
type NexoModel = Extract<TerminalModel, `nexo-${string}`>

/** What Caisse-AP terminals agree on is little: a refund. Void, duplicate, totals and state are what PayXpert's manual adds. */
const CAISSE_AP_MODELS: Readonly<Record<CaisseApModel, Partial<CaisseApSettings>>> = {
  'caisse-ap-basic': { can: ['refund'] },
  'caisse-ap-extended': {
    can: ['refund', 'void', 'day-end', 'reprint'],
    tellsLast: true,
    ticketOnTill: true,
  },
  // On a serial line only. They void, end their day and are stopped by their own keys.
  'caisse-ap-concert-e': { can: ['refund'], layout: 'e' },
  'caisse-ap-concert-e-plus': { can: ['refund'], layout: 'e-plus' },
}

/**
 * Pitfalls of the standalone-terminals sheet, section 5: terminals of Global Payments take no abort and answer a reprint by nothing;
 * those of Hobex send no lines to print; those of CardComplete send them in ISO-8859-1.
 */
const ZVT_MODELS: Readonly<Record<ZvtModel, Partial<ZvtSettings>>> = {
  'zvt-till-prints': { ticketOnTill: true, can: ['refund', 'void', 'day-end', 'reprint', 'abort'] },
  'zvt-terminal-prints': { ticketOnTill: false, can: ['refund', 'void', 'day-end', 'reprint', 'abort'] },
  'zvt-global-payments': { ticketOnTill: true, can: ['refund', 'void', 'day-end'] },
  'zvt-card-complete': {
    ticketOnTill: true,
    charset: 'latin1',
    can: ['refund', 'void', 'day-end', 'reprint', 'abort'],
  },
  'zvt-hobex': { ticketOnTill: false, can: ['refund', 'void', 'day-end', 'abort'] },
}

/**
 * Standalone-terminals sheet, section 2d. Terminals of Adyen give back what they know by a reversal, hear of part payments by their own
 * word, and settle by themselves; a hold is completed at Adyen's own pages. Full: what the standard has, where a maker has all of it.
 */
const NEXO_MODELS: Readonly<Record<NexoModel, Partial<NexoSettings>>> = {
  'nexo-adyen': {
    can: ['refund', 'void', 'reprint', 'abort'],
    returnsBy: 'reversal',
    partWish: 'tenderOption=AllowPartialAuthorisation',
  },
  'nexo-full': {
    can: ['refund', 'void', 'reserve', 'complete', 'release', 'day-end', 'reprint', 'abort'],
    returnsBy: 'card',
  },
}

export interface NewTerminal {
  readonly alias: string
  readonly endpoint: string
  readonly settings: TerminalSettings
  /** Of the shop. */
  readonly currency: Currency
  readonly clock: Pick<ClockPort, 'after' | 'now'>
}

/** The driver of a terminal by its protocol, with what terminals of its make can do. Opens nothing. */
export function createTerminal({ alias, endpoint, settings, currency, clock }: NewTerminal): StandaloneTerminalPort {
  if (settings.protocol === 'caisse-ap') {
    const { protocol: _, model, ...asked } = settings
    const whole = caisseApSettingsSchema.parse({ ...CAISSE_AP_MODELS[model], ...asked })
    return createCaisseApTerminal({ alias, endpoint, clock, settings: whole })
  }
  if (settings.protocol === 'nexo') {
    const { protocol: _, model, ...names } = settings
    return createNexoTerminal({
      alias,
      endpoint,
      clock,
      settings: nexoSettingsSchema.parse({ ...NEXO_MODELS[model], ...names }),
    })
  }
  const { model, password } = settings
  const whole = zvtSettingsSchema.parse({ ...ZVT_MODELS[model], password, currency })
  return createZvtTerminal({ alias, endpoint, clock, settings: whole })
}
