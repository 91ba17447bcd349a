import { useTranslation } from 'react-i18next'
import type { BankView } from '#contract/views/bank-view.ts'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { useSlice } from '../../state/till-store.ts'
import { BankFields } from './BankFields.tsx'
import styles from './bank.module.css'
import { ModePart } from './ModePart.tsx'
import { TryPart } from './TryPart.tsx'
import { type BankInHand, useBank, useBankKeeperOnly, useBankView } from './use-bank.ts'

/** With whom the shop settles cards: set, tried and written for the next start; and the step from training to live selling. */
export function BankPage() {
  const keeperOnly = useBankKeeperOnly()
  const { view, read } = useBankView()
  if (keeperOnly !== null) return <Banner tone="acc" icon="lock" title={keeperOnly} />
  return view === null ? <div /> : <BankEditor view={view} read={read} />
}

function BankEditor({ view, read }: { readonly view: BankView; readonly read: () => Promise<void> }) {
  const { t } = useTranslation()
  const bank = useBank(view, read)
  const { mode, kept, saveClosed, tryClosed, isChanged } = bank
  useKeys({
    place: 'bank',
    keys: { Enter: () => saveClosed === null && bank.save(), T: () => tryClosed === null && bank.tryIt() },
    onceKeys: ['Enter', 'T'],
  })
  return (
    <div className={styles.page}>
      <div className={styles.body}>
        <section className={classNames('card', styles.fields)} aria-label={t('management.section.bank')}>
          <BankFields bank={bank} />
        </section>
        <div className={styles.aside}>
          <RestartDue view={view} />
          {kept.closed !== 'in-file' && <TryPart mode={mode} passedAt={isChanged ? null : kept.passedAt} />}
          <ModePart view={view} onChanged={read} />
        </div>
      </div>
      {kept.closed !== 'in-file' && (
        <footer className={styles.foot}>
          <p className="muted sm">
            {isChanged ? (saveClosed ?? t('bank.nextStartText')) : t('bank.where', { path: view.path })}
          </p>
          <BankKeys bank={bank} />
        </footer>
      )}
    </div>
  )
}

/** A change of the mode says so in its own part. */
function RestartDue({ view: { nextMode, restartDue } }: { readonly view: BankView }) {
  const { t } = useTranslation()
  const { training } = useSlice('till')
  if (!restartDue || nextMode !== (training ? 'training' : 'live')) return null
  return (
    <Banner tone="warn" icon="warning" title={t('bank.restart')}>
      {t('bank.restartBank', { mode: t(`bank.mode.${nextMode}`) })}
    </Banner>
  )
}

/** Undo, try, keep: the same keys on the page and in the first run. */
export function BankKeys({ bank }: { readonly bank: BankInHand }) {
  const { t } = useTranslation()
  return (
    <>
      <Key look="button" closed={bank.isChanged ? null : t('bank.unchanged')} onPress={bank.reset}>
        {t('shop.reset')}
      </Key>
      <Key look="button" keyName="T" closed={bank.tryClosed} onPress={bank.tryIt}>
        <Icon name="play" />
        {t('bank.try')}
      </Key>
      <Key look="primary" keyName={t('key.enter')} closed={bank.saveClosed} onPress={bank.save}>
        {t('shop.save')}
      </Key>
    </>
  )
}
