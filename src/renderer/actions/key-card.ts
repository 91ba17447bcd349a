import i18next from 'i18next'
import { call } from '../state/call.ts'
import { showToast } from '../state/screen-store.ts'
import type { OwnKeys } from './action-keys.ts'
import { keyGroups } from './key-groups.ts'

/** The card of keys of this workstation in the language of the screen, on the printer of the tickets. */
export function printKeyCard(own: OwnKeys): void {
  const groups = keyGroups(own).map(({ words, lines }) => ({
    name: i18next.t(words),
    lines: lines.map((line) => ({ sign: line.sign, words: i18next.t(line.words) })),
  }))
  void call('workstation.printKeyCard', { groups }).then((printed) => {
    if (printed.ok) showToast({ tone: 'note', text: i18next.t('keyCard.printing') })
  })
}
