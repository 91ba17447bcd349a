import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice.tsx'
import { call, inOrder } from '../../state/call.ts'
import { useCardWays } from '../../state/card-ways.ts'
import { useSlice } from '../../state/till-store.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'

/** Where this till sends a card and its tickets, where there are several places: each by the name that people gave it. */
export function Places({ closed }: { readonly closed: string | null }) {
  const { t } = useTranslation()
  const ways = useCardWays()
  const { devices } = useSlice('devices')
  const keeperOnly = useKeeperOnly()
  const printers = devices.filter(({ kind }) => kind === 'printer')
  const aliasOf = (places: readonly { readonly id: string; readonly alias: string }[]) => (id: string) =>
    places.find((place) => place.id === id)?.alias ?? id
  return (
    <>
      {ways.length > 1 && (
        <Choice
          name={t('workstation.cardPlace')}
          values={ways.map(({ id }) => id).toSorted()}
          current={ways[0]?.id ?? null}
          closed={closed}
          words={aliasOf(ways)}
          onChoose={(cardPlaceId) => inOrder(() => call('workstation.change', { cardPlaceId }))}
        />
      )}
      {printers.length > 1 && (
        <Choice
          name={t('workstation.ticketPrinter')}
          values={printers.map(({ id }) => id)}
          current={printers.find(({ isDefault }) => isDefault)?.id ?? null}
          closed={keeperOnly}
          words={aliasOf(printers)}
          onChoose={(deviceId) => void call('devices.makeDefault', { deviceId })}
        />
      )}
    </>
  )
}
