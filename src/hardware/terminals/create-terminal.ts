import type { Currency } from '#contract/money.ts'
import type { TerminalModel, TerminalSettings } from '#contract/views/terminal-device-view.ts'
import type { ClockPort } from '#payment/ports/clock.port.ts'
import type { StandaloneTerminalPort } from '#payment/ports/standalone-terminal.port.ts'
import { type CaisseApSettings, caisseApSettingsSchema, createCaisseApTerminal } from './caisse-ap/caisse-ap-driver.ts'
import { createZvtTerminal, type ZvtSettings, zvtSettingsSchema } from './zvt/zvt-driver.ts'

type CaisseApModel = Extract<TerminalModel, `caisse-ap-${string}`>
type ZvtModel = Extract<TerminalModel, `zvt-${string}`>

/** What Caisse-AP terminals agree on is little: a refund. Void, duplicate, totals and state are what PayXpert's manual adds. */
const CAISSE_AP_MODELS: Readonly<Record<CaisseApModel, Partial<CaisseApSettings>>> = {
  'caisse-ap-basic': { can: ['refund'], recall: 'none' },
  'caisse-ap-extended': {
    can: ['refund', 'void', 'day-end', 'reprint'],
    recall: 'status',
    ticketOnTill: true,
  },
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

export interface NewTerminal {
  readonly alias: string
  readonly endpoint: string
  readonly settings: TerminalSettings
  /** Of the shop. */
  readonly currency: Currency
  readonly clock: Pick<ClockPort, 'after'>
}

/** The driver of a terminal by its protocol, with what terminals of its make can do. Opens nothing. */
export function createTerminal({ alias, endpoint, settings, currency, clock }: NewTerminal): StandaloneTerminalPort {
  if (settings.protocol === 'caisse-ap') {
    const { model, tillId, tillNumber } = settings
    const whole = caisseApSettingsSchema.parse({ ...CAISSE_AP_MODELS[model], tillId, tillNumber })
    return createCaisseApTerminal({ alias, endpoint, clock, settings: whole })
  }
  const { model, password } = settings
  const whole = zvtSettingsSchema.parse({ ...ZVT_MODELS[model], password, currency })
  return createZvtTerminal({ alias, endpoint, clock, settings: whole })
}
