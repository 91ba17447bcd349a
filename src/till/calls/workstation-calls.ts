import { fail, succeed } from '#contract/result.ts'
import type { Workstation } from '#contract/views/workstation-view.ts'
import type { KeyCardGroups } from '#contract/workstation-api.ts'
import { holdsCardNumber, isCardNumberAlone } from '../barcode/barcode.ts'
import { documentContext, emit, keepHead, seal, type TillContext } from '../core/till-context.ts'
import { documentHead, originals } from '../papers/document-head.ts'
import type { CallsNamed } from './call-names.ts'

/** How this till suits who works at it. A parameter of the till that changes is an event of its chain, in one transaction with it. */
export function workstationCalls(context: TillContext): CallsNamed<'workstation'> {
  const { memory, options, queue } = context
  return {
    'workstation.change': (wanted) =>
      queue.run(async () => {
        const before = memory.preferences.workstation
        const after: Workstation = { ...before, ...wanted }
        if (hasTwoOnOneKey(after)) return fail('IPC_BAD_REQUEST', { field: 'keys' })
        // A path is kept and told in the chain, and so is a terminal's name.
        if (holdsCardNumber(after.pdfFolder ?? '') || isCardNumberAlone(after.cardPlaceId ?? ''))
          return fail('SALE_CARD_NUMBER_REFUSED')
        const changes = differences(before, after)
        if (changes.length === 0) return succeed({})
        const userId = memory.signedIn?.user.id ?? ''
        const record = seal(context, 'event', options.clock.now(), { event: 'workstation-changed', userId, changes })
        const preferences = { ...memory.preferences, workstation: after }
        await options.settings.savePreferences(preferences, record)
        keepHead(context, record)
        memory.preferences = preferences
        emit(context, 'till')
        return succeed({})
      }),
    'workstation.printKeyCard': ({ groups }) =>
      queue.run(async () => {
        if (wordsOf(groups).some(holdsCardNumber)) return fail('SALE_CARD_NUMBER_REFUSED')
        const at = options.clock.now()
        const document = { ...documentHead(documentContext(context), at), kind: 'key-card' as const, groups }
        const jobs = originals([{ kind: 'test', document }], { saleId: null, at, nextId: options.nextId })
        for (const job of jobs) await options.printSpool.add(job)
        options.onPrintJobs()
        return succeed({})
      }),
  }
}

/** The screen says which key is taken already; this is for who asks without it. */
function hasTwoOnOneKey({ keys }: Workstation): boolean {
  const used = Object.values(keys)
  return new Set(used).size < used.length
}

const wordsOf = (groups: KeyCardGroups) =>
  groups.flatMap(({ name, lines }) => [name, ...lines.flatMap(({ sign, words }) => [sign, words])])

/** Each setting that is another: its name, what it was, what it is. */
function differences(before: Workstation, after: Workstation) {
  return (Object.keys(after) as (keyof Workstation)[])
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({ name, before: before[name], after: after[name] }))
}
