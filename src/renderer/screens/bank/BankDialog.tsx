import { useTranslation } from 'react-i18next'
import type { BankView } from '#contract/views/bank-view.ts'
import { Key } from '../../components/Key.tsx'
import { StepDialog } from '../../components/StepDialog.tsx'
import { useScreenStore } from '../../state/screen-store.ts'
import { BankFields } from './BankFields.tsx'
import { BankKeys } from './BankPage.tsx'
import styles from './bank.module.css'
import { ModePart } from './ModePart.tsx'
import { TryPart } from './TryPart.tsx'
import { useBank, useBankView } from './use-bank.ts'

const close = () => useScreenStore.setState({ panel: null })

/** The bank in the first run, over its step. */
export function BankDialog() {
  const { view, read } = useBankView()
  return view === null ? null : <Editor view={view} read={read} />
}

function Editor({ view, read }: { readonly view: BankView; readonly read: () => Promise<void> }) {
  const { t } = useTranslation()
  const bank = useBank(view, read)
  const { mode, kept, saveClosed, tryClosed, isChanged } = bank
  return (
    <StepDialog
      step={t('firstRun.cards')}
      title={t('management.section.bank')}
      keys={{
        Escape: close,
        Enter: () => saveClosed === null && bank.save(),
        T: () => tryClosed === null && bank.tryIt(),
      }}
      onceKeys={['Enter', 'T']}
      onClose={close}
      footer={
        <>
          <Key look="button" keyName={t('key.escape')} className="push" onPress={close}>
            {t('action.close')}
          </Key>
          {kept.closed !== 'in-file' && <BankKeys bank={bank} />}
        </>
      }
    >
      <div className={styles.dialog}>
        <BankFields bank={bank} />
        {kept.closed !== 'in-file' && <TryPart mode={mode} passedAt={isChanged ? null : kept.passedAt} />}
        <ModePart view={view} onChanged={read} />
      </div>
    </StepDialog>
  )
}
