import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { leaveQuestion } from '../../state/goods-actions.ts'

/** Nothing goes on the ticket. */
export function LeaveKey() {
  const { t } = useTranslation()
  return (
    <Key look="button" keyName={t('key.escape')} onPress={leaveQuestion}>
      {t('goods.keep')}
    </Key>
  )
}

/** Out of a question about goods, or on with the answer. */
export function AskFooter({ closed, onAdd }: { readonly closed: string | null; readonly onAdd: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <LeaveKey />
      <span className="push" />
      <Key look="primary" keyName={t('key.enter')} closed={closed} onPress={onAdd}>
        <Icon name="plus" />
        {t('goods.add')}
      </Key>
    </>
  )
}
