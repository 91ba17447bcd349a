import type { CrashTill } from './crash-bench.ts'
import { asked, CHIP, type CrashOperation, paidSale } from './crash-operation.ts'

interface Extras {
  readonly tipMinor?: number
  readonly cashbackMinor?: number
}

/** Rings one product and has a card pay it, and something besides. */
async function payWith(till: CrashTill, extras: Extras): Promise<void> {
  const { totalMinor: amountMinor } = await till.ring()
  await till.bringCard(CHIP)
  await till.ask('tender.card', { amountMinor, ...extras })
}

/** Rings the same price as the last ticket had, for the card that paid it. */
async function payTheSame(till: CrashTill): Promise<void> {
  const { sales } = await till.ask('history.list', {})
  const { lines } = await till.ring()
  const amountMinor = sales[0]?.totalMinor ?? 0
  await till.ask('sale.setPrice', { lineId: lines[0]?.id ?? '', unitPriceMinor: amountMinor })
  await till.bringCard(CHIP)
  await till.ask('tender.card', { amountMinor })
}

/** Sales with something of their own; each has the records of a plain sale by chip besides, which has a suite. */
export const SALE_OPERATIONS: readonly CrashOperation[] = [
  {
    name: 'a sale with a tip',
    // The intent, the pad asked, the card, its track, the request with its armed reversal, the bank's answer, the approval.
    records: 7,
    kills: 1,
    prepare: async () => '',
    begin: (_, till) => payWith(till, { tipMinor: 25 }),
  },
  {
    name: 'a sale with cash to take along',
    // As with a tip.
    records: 7,
    kills: 1,
    prepare: async () => '',
    begin: (_, till) => payWith(till, { cashbackMinor: 2_000 }),
  },
  {
    name: 'a sale that a code pays',
    // The intent, the request with its armed reversal, the approval.
    records: 3,
    kills: 1,
    prepare: async () => '',
    begin: async (_, till) => {
      const { totalMinor: amountMinor } = await till.ring()
      await till.ask('tender.code', { amountMinor, productId: 'mobile', code: '471 236' })
    },
  },
  {
    name: 'a sale to a card that has just paid the same',
    // The intent, the pad asked; the card with the question, the yes.
    from: 3,
    records: 4,
    kills: 1,
    prepare: paidSale,
    begin: async (_, till) => {
      await payTheSame(till)
      await till.untilDeath('the question', ({ payment }) => payment?.prompt === 'confirm-repeat')
      await till.ask('payment.repeat', { again: true })
    },
  },
  {
    name: 'a sale to a fleet card',
    // The intent, the pad asked; the card with its questions, three answers.
    from: 3,
    records: 6,
    kills: 1,
    prepare: async () => '',
    begin: async (bench, till) => {
      await till.payByCard({ card: 'fleet-stripe', how: 'swipe', pin: '1234' })
      await till.untilDeath('the pad asks', ({ payment }) => payment?.hostPrompt?.askedAt === 'pad')
      await bench.pad.command({ do: 'type', text: '48210' })
      await bench.pad.command({ do: 'key', key: 'enter' })
      for (const [subject, answer] of [
        ['vehicle', 'AB-123-CD'],
        ['driver', '0042'],
      ] as const) {
        await till.untilDeath(subject, ({ payment }) => payment?.hostPrompt?.id === subject)
        await till.ask('payment.answerPrompt', { promptId: subject, answer })
      }
    },
  },
  {
    name: 'a sale in which the bank asks something',
    // The five before the request leaves; the question, its end.
    from: 6,
    records: 7,
    kills: 1,
    prepare: async (bench) => {
      await bench.host.command({ do: 'prompt', kind: 'yes-no', title: 'Carte de fidélité ?', seconds: 3 })
      return ''
    },
    begin: async (_, till) => {
      await till.payByCard(CHIP)
      const { id: promptId } = await till.untilDeath('a question', ({ payment }) => payment?.hostPrompt ?? false)
      await till.ask('payment.answerPrompt', { promptId, answer: 'Y' })
    },
  },
  {
    name: 'a part that is kept',
    // The choice, the chip's word with the approval.
    records: 2,
    kills: 1,
    prepare: async (bench, till) => {
      await bench.host.command({ do: 'approve-part', amountMinor: 40 })
      return asked(till, 'choose-part')
    },
    begin: async (_, till) => {
      await till.ask('payment.part', { keep: true })
    },
  },
  {
    name: 'a part that is taken back',
    // The choice with the queued reversal, the attempt, the bank's word.
    records: 3,
    kills: 1,
    prepare: async (bench, till) => {
      await bench.host.command({ do: 'approve-part', amountMinor: 40 })
      return asked(till, 'choose-part')
    },
    begin: async (_, till) => {
      await till.ask('payment.part', { keep: false })
    },
  },
  {
    name: 'an approval by telephone',
    // The approval with its code, the attempt, the bank's word.
    records: 3,
    kills: 1,
    prepare: async (bench, till) => {
      await bench.host.command({ do: 'decline', code: '01', times: 1 })
      return asked(till, 'call-bank')
    },
    begin: async (_, till) => {
      await till.ask('payment.referral', { approvalCode: 'V7K41' })
    },
  },
  {
    name: 'a telephone call that brings no code',
    // The refusal.
    records: 1,
    kills: 0,
    prepare: async (bench, till) => {
      await bench.host.command({ do: 'decline', code: '01', times: 1 })
      return asked(till, 'call-bank')
    },
    begin: async (_, till) => {
      await till.ask('payment.referral', { approvalCode: null })
    },
  },
]
