import { useTranslation } from 'react-i18next'
import { LIMITS } from '#contract/limits.ts'
import { type MeansDraft, VOUCHER_MONTHS, VOUCHER_MONTHS_USUAL } from '#contract/means-api.ts'
import { Choice, ChoiceGroup } from '../../components/Choice.tsx'
import { Key } from '../../components/Key.tsx'
import { useSlice } from '../../state/till-store.ts'
import { TextField } from '../first-run/TextField.tsx'
import { IssuedVouchers } from '../vouchers/IssuedVouchers.tsx'
import styles from './means.module.css'
import { forFamilies, ofKind, withReference } from './means-edits.ts'

const KINDS = ['own', 'cheque', 'voucher', 'meal-voucher', 'shop-voucher', 'transfer'] as const
const EXCESSES = ['refused', 'kept', 'change'] as const
const FAVOURITES = 'family.favourites'

/** One way to pay: what it is called, of what kind it is, and its rules. */
export function MeansForm({
  means,
  closed,
  onChange,
}: {
  readonly means: MeansDraft
  readonly closed: string | null
  readonly onChange: (means: MeansDraft) => void
}) {
  const { t } = useTranslation()
  const { kind, name } = means
  return (
    <>
      <TextField
        label={t('meansEdit.name')}
        value={name}
        lengthMax={LIMITS.meansNameCharacters}
        onType={(text) => closed === null && onChange({ ...means, name: text })}
        hint={kind === 'own' ? t('meansEdit.nameHint') : t('meansEdit.usualName')}
        problem={kind === 'own' && name.trim() === '' ? t('meansEdit.unnamed') : null}
        testId="means-name"
      />
      <ChoiceGroup name={t('meansEdit.kind')} className={styles.choice}>
        {KINDS.map((each) => (
          <Key
            key={each}
            look="button"
            pressed={kind === each}
            closed={closed}
            onPress={() => onChange(ofKind(means, each))}
          >
            {t(`meansEdit.kind.${each}`)}
          </Key>
        ))}
      </ChoiceGroup>
      {kind === 'shop-voucher' ? (
        <>
          <Validity means={means} closed={closed} onChange={onChange} />
          <IssuedVouchers />
        </>
      ) : (
        <Rules means={means} closed={closed} onChange={onChange} />
      )}
    </>
  )
}

interface FormProps {
  readonly means: MeansDraft
  readonly closed: string | null
  readonly onChange: (means: MeansDraft) => void
}

/** How long the shop's vouchers are good for. */
function Validity({ means, closed, onChange }: FormProps) {
  const { t } = useTranslation()
  const { validMonths = VOUCHER_MONTHS_USUAL } = means
  return (
    <>
      <Choice
        name={t('meansEdit.valid')}
        values={VOUCHER_MONTHS}
        current={validMonths}
        closed={closed}
        words={(months) => t(`meansEdit.valid.${months}`)}
        onChoose={(months) => onChange({ ...means, validMonths: months })}
      />
      <p className="muted sm">{t('meansEdit.validHint')}</p>
    </>
  )
}

/** What becomes of worth above what it may pay, where it lies, and which goods it is for. */
function Rules({ means, closed, onChange }: FormProps) {
  const { t } = useTranslation()
  const { kind, excess, opensDrawer, isCounted, families } = means
  const noChange = kind === 'meal-voucher' || families !== null ? t('meansEdit.noChange') : null
  const choice = (pressed: boolean, words: string, press: () => void, why: string | null = null) => (
    <Key key={words} look="button" pressed={pressed} closed={closed ?? why} onPress={press}>
      {words}
    </Key>
  )
  const yesNo = (isOn: boolean, words: string, change: (on: boolean) => Partial<MeansDraft>) => (
    <ChoiceGroup name={t(`meansEdit.${words}`)} className={styles.choice}>
      {[true, false].map((on) =>
        choice(isOn === on, t(on ? 'meansEdit.yes' : 'meansEdit.no'), () => onChange({ ...means, ...change(on) })),
      )}
    </ChoiceGroup>
  )
  return (
    <>
      <ChoiceGroup name={t('meansEdit.excess')} className={styles.choice}>
        {EXCESSES.map((each) =>
          choice(
            excess === each,
            t(`rules.excess.${each}`),
            () => onChange({ ...means, excess: each }),
            each === 'change' ? noChange : null,
          ),
        )}
      </ChoiceGroup>
      <div className={styles.pair}>
        {yesNo(opensDrawer, 'opensDrawer', (on) => ({ opensDrawer: on }))}
        {yesNo(isCounted, 'isCounted', (on) => ({ isCounted: on }))}
      </div>
      <ChoiceGroup name={t('meansEdit.reference')} className={styles.choice}>
        {[undefined, 'optional' as const, 'required' as const].map((each) =>
          choice(means.reference === each, t(`meansEdit.reference.${each ?? 'none'}`), () =>
            onChange(withReference(means, each)),
          ),
        )}
      </ChoiceGroup>
      <Families means={means} closed={closed} onChange={onChange} />
    </>
  )
}

/** All goods, or those of some families. */
function Families({
  means,
  closed,
  onChange,
}: {
  readonly means: MeansDraft
  readonly closed: string | null
  readonly onChange: (means: MeansDraft) => void
}) {
  const { t } = useTranslation()
  const known = useSlice('till').families.filter(({ nameKey }) => nameKey !== FAVOURITES)
  const { families } = means
  const toggle = (id: string) => {
    const some = families ?? []
    const next = some.includes(id) ? some.filter((each) => each !== id) : [...some, id]
    onChange(forFamilies(means, next.length === 0 ? null : next))
  }
  return (
    <ChoiceGroup name={t('meansEdit.families')} className={styles.choice}>
      <Key look="button" pressed={families === null} closed={closed} onPress={() => onChange(forFamilies(means, null))}>
        {t('meansEdit.allGoods')}
      </Key>
      {known.map(({ id, nameKey, name }) => (
        <Key
          key={id}
          look="button"
          pressed={families?.includes(id) ?? false}
          closed={closed}
          onPress={() => toggle(id)}
        >
          {name ?? t(nameKey)}
        </Key>
      ))}
    </ChoiceGroup>
  )
}
