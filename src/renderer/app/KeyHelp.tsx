import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { Icon } from '../components/Icon.tsx'
import { Key } from '../components/Key.tsx'
import { StepDialog } from '../components/StepDialog.tsx'
import { call } from '../state/call.ts'
import { showToast, useScreenStore } from '../state/screen-store.ts'
import styles from './key-help.module.css'

type KeyLine = readonly [key: string, words: string]

/** The key map, by the place where a key means it. */
const GROUPS: readonly { readonly name: string; readonly lines: readonly KeyLine[] }[] = [
  {
    name: 'keys.everywhere',
    lines: [
      ['F1', 'keys.search'],
      ['F2', 'customer.find'],
      ['F8', 'action.hold'],
      ['F9', 'action.pay'],
      ['F10', 'action.lastTicket'],
      ['F11', 'action.drawer'],
      ['F12', 'action.more'],
      ['⇧ F1', 'keys.title'],
      ['⇧ F2', 'floor.title'],
      ['⇧ F4', 'customers.title'],
      ['⇧ F6', 'cards.title'],
      ['⇧ F7', 'reservations.title'],
      ['⇧ F8', 'settlement.title'],
      ['⇧ F9', 'offline.title'],
      ['⇧ F10', 'explorer.title'],
      ['⇧ F11', 'papers.title'],
      ['⇧ F12', 'devices.title'],
      ['Ctrl L', 'action.lock'],
      ['↵', 'keys.loud'],
      ['Esc', 'keys.back'],
    ],
  },
  {
    name: 'nav.sale',
    lines: [
      ['/', 'tender.cash'],
      ['*', 'keys.star'],
      ['F6', 'mode.quantity'],
      ['P', 'mode.price'],
      ['F3', 'mode.discount'],
      ['F3 F3', 'mode.discount-amount'],
      ['⇧ F3', 'action.ticketDiscount'],
      ['A', 'article.new'],
      ['B', 'goodsBack.title'],
      ['Z', 'keys.restoreLine'],
      ['N', 'note.title'],
      ['R', 'find.title'],
      ['K', 'keysEdit.title'],
      ['F7', 'keys.removeLine'],
      ['+ −', 'keys.oneMore'],
      ['↑ ↓', 'keys.choose'],
      ['PgUp PgDn', 'keys.page'],
      ['Ctrl 1…8', 'sale.familiesZone'],
    ],
  },
  {
    name: 'floor.title',
    lines: [
      ['8 ↵', 'floor.typeNumber'],
      ['← ↑ → ↓', 'keys.choose'],
      ['↵', 'floor.openTicket'],
      ['PgUp PgDn', 'floor.rooms'],
    ],
  },
  {
    name: 'held.title',
    lines: [
      ['1 … 8', 'held.scenarios'],
      ['↵', 'held.recall'],
      ['12 F8', 'keys.holdUnder'],
    ],
  },
  {
    name: 'payment.cardZone',
    lines: [
      ['*', 'keys.card'],
      ['T', 'tender.mealVoucher'],
      ['A', 'means.title'],
      ['F7', 'payment.undo'],
      ['E', 'tender.otherWay'],
      ['T', 'readTicket.open'],
      ['P', 'keys.tip'],
      ['R', 'keys.cashback'],
      ['Esc', 'payment.cancel'],
      ['↵', 'signature.accept'],
      ['Esc', 'signature.refuse'],
      ['↵', 'repeat.no'],
      ['R', 'repeat.again'],
    ],
  },
  {
    name: 'reservations.title',
    lines: [
      ['↵', 'reservations.new'],
      ['+', 'reservation.raise'],
      ['V', 'reservation.release'],
      ['S', 'explorer.story'],
      ['B', 'keys.payReserved'],
    ],
  },
  {
    name: 'cards.title',
    lines: [
      ['S', 'cards.sell'],
      ['L', 'cards.load'],
      ['B', 'cards.balance'],
      ['C', 'cards.check'],
    ],
  },
  {
    name: 'offline.title',
    lines: [
      ['↵', 'offline.sendNow'],
      ['R', 'offline.retry'],
      ['N', 'offline.takeNote'],
    ],
  },
  {
    name: 'explorer.title',
    lines: [
      ['F1', 'explorer.search'],
      ['F2 F3 F4', 'keys.filters'],
      ['F6', 'explorer.more'],
      ['↵', 'explorer.story'],
      ['M', 'wire.open'],
      ['B', 'story.ask'],
      ['V', 'explorer.giveBack'],
      ['R', 'action.reprint'],
    ],
  },
  {
    name: 'devices.title',
    lines: [
      ['↵', 'devices.add'],
      ['↑ ↓', 'keys.choose'],
      ['P', 'papers.elsewhere'],
      ['Esc', 'nav.management'],
    ],
  },
]

const close = () => useScreenStore.setState({ panel: null })

/** The barcodes that do what keys do. */
function printCommands(): void {
  close()
  void call('cart.printCommands', {}).then((printed) => {
    if (printed.ok) showToast({ tone: 'note', text: i18next.t('note.commandsPrinted') })
  })
}

/** What each key does, in one look. */
export function KeyHelp() {
  const { t } = useTranslation()
  return (
    <StepDialog
      step={t('keys.hint')}
      title={t('keys.title')}
      keys={{ Enter: close, Escape: close, 'Shift+F1': close, P: printCommands }}
      onClose={close}
      footer={
        <>
          <Key look="button" keyName="P" onPress={printCommands}>
            <Icon name="print" />
            {t('keys.printCommands')}
          </Key>
          <span className="grow" />
          <Key look="button" keyName={t('key.escape')} autoFocus onPress={close}>
            {t('action.close')}
          </Key>
        </>
      }
    >
      <div className={styles.groups}>
        {GROUPS.map(({ name, lines }) => (
          <section key={name} aria-label={t(name)}>
            <h3>{t(name)}</h3>
            <dl>
              {lines.map(([key, words]) => (
                <div key={`${key} ${words}`}>
                  <dt>{key}</dt>
                  <dd>{t(words)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </StepDialog>
  )
}
