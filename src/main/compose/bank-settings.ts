import { z } from 'zod'
import { UNNAMED_BANK } from '#contract/unnamed-bank.ts'
import { SOLE_ACQUIRER_ID } from '#payment/routing/acquirer-directory.ts'
import { type RoutingRule, routingRulesSchema } from '#payment/routing/routing-rules.ts'
import type { TillOptions } from '../running-till.ts'
import {
  type BankSettings,
  bankSettingsSchema,
  SECOND_TRAINING_ACQUIRER,
  TRAINING_ACQUIRER,
} from './acquirer-settings.ts'

/** All banks of a till, and who takes which sale. */
export interface Banks {
  readonly acquirers: readonly BankSettings[]
  readonly routing: readonly RoutingRule[]
}

/** `banks` of `settings.json`, for a till with more than one. */
export const banksSchema = z
  .strictObject({ acquirers: z.array(bankSettingsSchema).min(1), routing: routingRulesSchema })
  .transform((banks, context): Banks => {
    const { acquirers, routing } = banks
    const ids = acquirers.map(({ id }) => id)
    ids.forEach((id, index) => {
      if (ids.indexOf(id) < index)
        context.addIssue({ code: 'custom', path: ['acquirers', index, 'id'], message: 'twice' })
    })
    // A bank's late word is known by the number of the terminal that it is for.
    const terminals = acquirers.map(({ terminal }) => terminal.terminalId)
    terminals.forEach((number, index) => {
      if (terminals.indexOf(number) < index) {
        context.addIssue({ code: 'custom', path: ['acquirers', index, 'terminalId'], message: 'twice' })
      }
    })
    routing.forEach(({ acquirer }, index) => {
      if (ids.includes(acquirer)) return
      context.addIssue({ code: 'custom', path: ['routing', index, 'acquirer'], message: 'no such acquirer' })
    })
    return banks
  })

const SECOND_TRAINING_ID = 'second'

/**
 * The banks that a till is to open with: those of its settings, or the one it has; in training a standby and a second
 * bank too, where their hosts are given.
 */
export function banksOf(options: TillOptions): Banks {
  const { banks, acquirer, hostEndpoint, standbyEndpoint, secondHostEndpoint } = options
  if (banks) return banks
  const main: BankSettings = {
    id: SOLE_ACQUIRER_ID,
    name: UNNAMED_BANK,
    host: hostEndpoint,
    standby: standbyEndpoint ?? null,
    sharedJournal: false,
    ...(acquirer ?? TRAINING_ACQUIRER),
  }
  if (secondHostEndpoint === undefined) return { acquirers: [main], routing: [{ acquirer: main.id }] }
  const second: BankSettings = {
    id: SECOND_TRAINING_ID,
    name: 'American Express',
    host: secondHostEndpoint,
    standby: null,
    sharedJournal: false,
    ...SECOND_TRAINING_ACQUIRER,
  }
  return { acquirers: [main, second], routing: [{ acquirer: second.id, schemes: ['amex'] }, { acquirer: main.id }] }
}
