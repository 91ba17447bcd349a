import { useTranslation } from 'react-i18next'
import { classNames } from '../../components/class-names.ts'
import { Key } from '../../components/Key.tsx'
import { useMay } from '../../state/allowed.ts'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import styles from './people.module.css'

const MINUTES = [0, 1, 5, 15, 30] as const
const RULES = ['held', 'stays'] as const

/** When the till locks itself, and what becomes of a ticket when another person comes. */
export function SessionRules() {
  const { t } = useTranslation()
  const { lockAfterMinutes = 0, ticketOnSwitch = 'held' } = useSlice('till')
  const closed = useMay('change-settings') ? null : t('closed.managerOnly')
  return (
    <section className={classNames('card', styles.rules)} aria-label={t('people.rules')}>
      <fieldset>
        <legend>{t('people.lockAfter')}</legend>
        {MINUTES.map((minutes) => (
          <Key
            key={minutes}
            look="button"
            pressed={minutes === lockAfterMinutes}
            closed={closed}
            onPress={() => void call('settings.setLockAfter', { minutes })}
          >
            {minutes === 0 ? t('people.never') : t('people.minutes', { count: minutes })}
          </Key>
        ))}
      </fieldset>
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
