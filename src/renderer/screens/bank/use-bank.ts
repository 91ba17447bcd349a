import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type BankGap, bankGaps, EMPTY_BANK } from '#contract/bank-gaps.ts'
import { errorSentence } from '#contract/errors/catalogue.ts'
import type { Failure } from '#contract/result.ts'
import type { BankField, BankForm, BankOfMode, BankView, Mode } from '#contract/views/bank-view.ts'
import { useMay } from '../../state/allowed.ts'
import { ask, call } from '../../state/call.ts'
import { showToast } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'

/** What the till would not take, beside the field that it is about. */
export interface Refusal {
  readonly field: BankField
  readonly text: string
}

export interface BankInHand {
  readonly view: BankView
  /** Whose bank is shown: that of live selling, or that of training. */
  readonly mode: Mode
  readonly setMode: (mode: Mode) => void
  readonly kept: BankOfMode
  readonly form: BankForm
  readonly change: (part: Partial<BankForm>) => void
  readonly gaps: readonly BankGap[]
  readonly refusal: Refusal | null
  readonly isChanged: boolean
  /** Why it cannot be tried, or kept, now. */
  readonly tryClosed: string | null
  readonly saveClosed: string | null
  readonly tryIt: () => void
  readonly save: () => void
  readonly reset: () => void
  readonly read: () => Promise<void>
}

/** Null for those who may; in the first run nobody can sign in yet. */
export function useBankKeeperOnly(): string | null {
  const { t } = useTranslation()
  const setup = useSlice('setup')
  const may = useMay('set-up-bank')
  return may || setup?.stage === 'draft' ? null : t('bank.keeperOnly')
}

/** The view of the bank as it is written, read again after each change. */
export function useBankView(): { readonly view: BankView | null; readonly read: () => Promise<void> } {
  const [view, setView] = useState<BankView | null>(null)
  const bankTry = useSlice('bankTry')
  const read = async () => {
    const answer = await ask('bank.view', {})
    if (answer.ok) setView(answer.value)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: read at first, and when a try has ended
  useEffect(() => void read(), [bankTry?.end?.at])
  return { view, read }
}

/** The bank of one mode while it is typed. What is typed of the other stays too. */
export function useBank(view: BankView, read: () => Promise<void>): BankInHand {
  const { t } = useTranslation()
  const { training } = useSlice('till')
  const [mode, setMode] = useState<Mode>(training && view.live.closed === 'elsewhere' ? 'training' : 'live')
  const [typed, setTyped] = useState<Partial<Record<Mode, BankForm>>>({})
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const keeperOnly = useBankKeeperOnly()
  const bankTry = useSlice('bankTry')
  const kept = view[mode]
  const written = kept.form ?? EMPTY_BANK
  const form = typed[mode] ?? written
  const gaps = bankGaps(form)
  const isChanged = JSON.stringify(form) !== JSON.stringify(written)
  const incomplete = useIncomplete(gaps)
  const closedNow = keeperOnly ?? (view.unreadable === null ? incomplete : t('bank.unreadableShort'))
  const isUnderway = bankTry !== null && bankTry.end === null
  const showRefusal = (failure: Failure) => {
    const about = refusalOf(failure, t)
    if (about === null) showToast({ tone: 'failure', failure })
    else setRefusal(about)
  }
  const tryIt = async () => {
    const begun = await ask('bank.try', { mode, form })
    if (!begun.ok) showRefusal(begun.error)
  }
  const save = async () => {
    const saved = await ask('bank.save', { mode, form })
    if (!saved.ok) return showRefusal(saved.error)
    await read()
    setTyped({ ...typed, [mode]: undefined })
    showToast({ tone: 'note', text: t('bank.saved') })
  }
  return {
    view,
    mode,
    setMode: (next) => {
      setRefusal(null)
      setMode(next)
    },
    kept,
    form,
    change: (part) => {
      setRefusal(null)
      // How a try ended says nothing of other settings.
      if (bankTry !== null && bankTry.end !== null) void ask('bank.stopTry', {})
      setTyped({ ...typed, [mode]: { ...form, ...part } })
    },
    gaps,
    refusal,
    isChanged,
    tryClosed: closedNow ?? (isUnderway ? t('bank.underway') : null),
    saveClosed:
      closedNow ?? (kept.closed === null ? (isChanged ? null : t('bank.unchanged')) : t(`bank.closed.${kept.closed}`)),
    tryIt: () => void tryIt(),
    save: () => void save(),
    reset: () => {
      setRefusal(null)
      setTyped({ ...typed, [mode]: undefined })
    },
    read,
  }
}

function useIncomplete([gap]: readonly BankGap[]): string | null {
  const { t } = useTranslation()
  const { locale } = useSlice('till')
  if (gap === undefined) return null
  if (gap.kind === 'card') return errorSentence({ code: 'SALE_CARD_NUMBER_REFUSED' }, locale)
  const field = t(`bank.field.${gap.field}`)
  return t(gap.kind === 'missing' ? 'bank.missing' : 'bank.wrong', { field })
}

const OF_FILES: readonly string[] = ['caFile', 'certificateFile', 'keyFile']

/** A file or an entry of it that the till could not take. */
function refusalOf({ code, details }: Failure, t: ReturnType<typeof useTranslation>['t']): Refusal | null {
  if (code !== 'BANK_FIELD_WRONG') return null
  const [name = '', ...rest] = String(details?.field ?? '')
    .replace(/^tls\./, '')
    .split('.')
  if (OF_FILES.includes(name)) return { field: name as BankField, text: t('bank.refused.file') }
  if (name !== 'profile') return null
  const entry = rest.join('.')
  return { field: 'profile', text: entry === '' ? t('bank.refused.profile') : t('bank.refused.entry', { entry }) }
}

/** Sends the mode of the next start. @returns whether it is written. */
export async function chooseMode(mode: Mode): Promise<boolean> {
  return (await call('bank.setMode', { mode })).ok
}
