import { useTranslation } from 'react-i18next'
import { formatAmount } from '#contract/money.ts'
import type { TerminalDay } from '#contract/views/day-view.ts'
import type { TerminalDayEndView } from '#contract/views/terminal-view.ts'
import { Badge, type Tone } from '../../components/Badge.tsx'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'

const LOOKS: Readonly<Record<TerminalDayEndView['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  done: { tone: 'ok', icon: 'ok' },
  refused: { tone: 'warn', icon: 'stopped' },
  'not-started': { tone: 'warn', icon: 'off' },
  unknown: { tone: 'unk', icon: 'unknown' },
}

/** What standalone terminals took: in no batch of this till, each agreed with its own bank by its own day end. */
export function TerminalDays() {
  const { t } = useTranslation()
  const { terminals = [] } = useSlice('day')
  if (terminals.length === 0) return null
  return (
    <table>
      <thead>
        <tr>
          <th>{t('day.terminals')}</th>
          <th className="num" colSpan={2}>
            {t('day.till')}
          </th>
          <th colSpan={2}>{t('day.terminalEnd')}</th>
        </tr>
      </thead>
      <tbody>
        {terminals.map((terminal) => (
          <Row key={terminal.id} terminal={terminal} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ terminal: { id, alias, count, amountMinor, dayEnd } }: { readonly terminal: TerminalDay }) {
  const { t } = useTranslation()
  const { currency } = useSlice('day')
  const there = useSlice('terminals').find((each) => each.id === id)
  const closed =
    there === undefined
      ? t('closed.terminalGone')
      : there.can.includes('day-end')
        ? null
        : t('closed.terminalEndsItself')
  return (
    <tr>
      <td>{alias}</td>
      <td className="num muted">{count}</td>
      <td className="num">{formatAmount(amountMinor, currency)}</td>
      <td>
        {dayEnd === null ? (
          <Badge tone="plain" icon="clock">
            {t('terminalDayEnd.none')}
          </Badge>
        ) : (
          <Badge {...LOOKS[dayEnd.state]}>{t(`terminalDayEnd.${dayEnd.state}`)}</Badge>
        )}
      </td>
      <td className="num">
        <Key
          look="button"
          className={keys.small}
          closed={closed}
          onPress={() => void call('terminal.dayEnd', { terminalId: id })}
        >
          <Icon name="bank" size="small" />
          {t('terminal.dayEnd')}
        </Key>
      </td>
    </tr>
  )
}
