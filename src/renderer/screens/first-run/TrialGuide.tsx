import { useTranslation } from 'react-i18next'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'

/** What to do next in the sale that tries the new till: one line, at the place of the training strip. */
export function TrialGuide() {
  const { t } = useTranslation()
  const sale = useSlice('sale')
  const lastSale = useSlice('lastSale')
  const isDone = lastSale !== null
  const next = isDone ? 'done' : sale.state === 'paying' ? 'pay' : sale.lines.length > 0 ? 'cash' : 'article'
  return (
    <>
      <Icon name={isDone ? 'ok' : 'training'} />
      <b role="status" data-testid="trial-guide">
        {t(`firstRun.guide.${next}`)}
      </b>
      <Key look="button" className={`${keys.small} push`} onPress={() => void call('setup.endTrial', {})}>
        {t(isDone ? 'firstRun.guide.finish' : 'firstRun.guide.skip')}
      </Key>
    </>
  )
}
