import { useTranslation } from 'react-i18next'
import { classNames } from '../../components/class-names.ts'
import { Key } from '../../components/Key.tsx'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './people.module.css'

const RULES = ['held', 'stays'] as const

/** What becomes of a ticket when another person comes. */
export function SessionRules() {
  const { t } = useTranslation()
  const { ticketOnSwitch = 'held' } = useSlice('till')
  const closed = useMay('change-settings') ? null : t('closed.managerOnly')
  return (
    <section className={classNames('card', styles.rules)} aria-label={t('people.rules')}>
      <fieldset>
        <legend>{t('people.onSwitch')}</legend>
        {RULES.map((rule) => (
          <Key
            key={rule}
            look="button"
            pressed={rule === ticketOnSwitch}
            closed={closed}
            onPress={() => void call('settings.setTicketOnSwitch', { ticketOnSwitch: rule })}
          >
            {t(`people.ticket.${rule}`)}
          </Key>
        ))}
      </fieldset>
    </section>
  )
}
