import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LABEL_DIGITS, type LabelForm } from '#contract/views/article-view.ts'
import { classNames } from '../../../components/class-names.ts'
import { Key } from '../../../components/Key.tsx'
import keys from '../../../components/key.module.css'
import { ScrolledList } from '../../../components/ScrolledList.tsx'
import { useKeys } from '../../../input/keyboard.ts'
import { ask, call, inOrder } from '../../../state/call.ts'
import styles from '../articles.module.css'

/** Prefixes that GS1 leaves to the shop itself; 20 to 29, each with its figure of the keyboard. */
const PREFIXES = Array.from({ length: 10 }, (_, figure) => `2${figure}`)
/** How many digits number the goods; the value takes five, or what is left. */
const ITEM_DIGITS = [4, 5, 6] as const
const VALUE_DIGITS = 5
const USUAL = { holds: 'price', itemDigits: 5, valueDigits: VALUE_DIGITS } as const

/** As the till reads the labels of the shop's scales, kept with each press. */
function useForms() {
  const [forms, setForms] = useState<readonly LabelForm[] | null>(null)
  useEffect(() => {
    void ask('articles.labelForms', {}).then((read) => read.ok && setForms(read.value.forms))
  }, [])
  const change = (prefix: string, form: LabelForm | null) => {
    if (forms === null) return
    const others = forms.filter((each) => each.prefix !== prefix)
    const next =
      form === null ? others : [...others, form].toSorted((one, other) => Number(one.prefix) - Number(other.prefix))
    setForms(next)
    inOrder(async () => {
      const saved = await call('articles.saveLabelForms', { forms: [...next] })
      if (!saved.ok) setForms(forms)
    })
  }
  return { forms: forms ?? [], change }
}

/** Which codes of the shop's own hold a price or a weight, and where in them the number of the goods stands. */
export function LabelsPage() {
  const { t } = useTranslation()
  const { forms, change } = useForms()
  const formOf = (prefix: string) => forms.find((form) => form.prefix === prefix)
  const turn = (prefix: string) => {
    const form = formOf(prefix)
    if (form === undefined) change(prefix, { prefix, ...USUAL })
    else change(prefix, form.holds === 'price' ? { ...form, holds: 'weight' } : null)
  }
  useKeys({ keys: Object.fromEntries(PREFIXES.map((prefix) => [prefix.charAt(1), () => turn(prefix)])) })
  return (
    <section className={classNames('card', styles.side)} aria-label={t('articles.tab.labels')}>
      <header className={styles.head}>
        <h2>{t('articles.tab.labels')}</h2>
        <p className="muted sm">{t('labels.text')}</p>
      </header>
      <ScrolledList name={t('articles.tab.labels')} className={styles.forms}>
        {PREFIXES.map((prefix) => (
          <Row key={prefix} prefix={prefix} form={formOf(prefix)} onChange={(form) => change(prefix, form)} />
        ))}
      </ScrolledList>
    </section>
  )
}

const KINDS = ['none', 'price', 'weight'] as const

function Row({
  prefix,
  form,
  onChange,
}: {
  readonly prefix: string
  readonly form: LabelForm | undefined
  readonly onChange: (form: LabelForm | null) => void
}) {
  const { t } = useTranslation()
  const choose = (kind: (typeof KINDS)[number]) =>
    onChange(kind === 'none' ? null : { ...(form ?? { ...USUAL, prefix }), holds: kind })
  const setItem = (itemDigits: number) =>
    form && onChange({ ...form, itemDigits, valueDigits: Math.min(VALUE_DIGITS, LABEL_DIGITS - itemDigits) })
  return (
    <li>
      <b>{prefix}…</b>
      <fieldset>
        <legend className="visually-hidden">{t('labels.holds', { prefix })}</legend>
        {KINDS.map((kind) => (
          <Key
            key={kind}
            look="button"
            className={keys.small}
            pressed={(form?.holds ?? 'none') === kind}
            onPress={() => choose(kind)}
          >
            {t(`labels.${kind}`)}
          </Key>
        ))}
      </fieldset>
      {form === undefined ? (
        <span />
      ) : (
        <fieldset>
          <legend className="visually-hidden">{t('labels.itemDigits', { prefix })}</legend>
          {ITEM_DIGITS.map((digits) => (
            <Key
              key={digits}
              look="button"
              className={keys.small}
              pressed={form.itemDigits === digits}
              label={t('labels.digits', { digits })}
              onPress={() => setItem(digits)}
            >
              {digits}
            </Key>
          ))}
          <span className={styles.sample} aria-hidden="true">
            {sampleOf(form)}
          </span>
        </fieldset>
      )}
    </li>
  )
}

/** `21 AAAAA PPPPP C`: prefix, number of the goods, what is passed over, value, check digit. */
function sampleOf({ prefix, itemDigits, valueDigits, holds }: LabelForm): string {
  const between = '-'.repeat(LABEL_DIGITS - itemDigits - valueDigits)
  return [prefix, 'A'.repeat(itemDigits), between, (holds === 'price' ? 'P' : 'G').repeat(valueDigits), 'C']
    .filter(Boolean)
    .join(' ')
}
