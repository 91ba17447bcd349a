import { Fragment, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentFile } from '#contract/views/explorer-view.ts'
import type { StoryRow } from '#contract/views/payment-view.ts'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import type { IconName } from '../../components/icons.tsx'
import { Key } from '../../components/Key.tsx'
import keys from '../../components/key.module.css'
import { useKeys } from '../../input/keyboard.ts'
import { showToast, useScreenStore } from '../../state/screen-store.ts'
import { clockTimeMs } from '../../words/shop-time.ts'
import { copyForSupport } from './copy-for-support.ts'
import { eventWords } from './event-words.ts'
import styles from './story.module.css'
import { useNarrow } from './use-narrow.ts'

const LANES = ['till', 'pad', 'bank', 'paper'] as const
type Lane = (typeof LANES)[number]
/** On a narrow screen two lanes at a time, with a switch. */
const PAIRS: readonly (readonly [Lane, Lane])[] = [
  ['till', 'pad'],
  ['bank', 'paper'],
]
const LANE_ICONS: Readonly<Record<Lane, IconName>> = { till: 'receipt', pad: 'pad', bank: 'bank', paper: 'print' }
const TONE_ICONS: Readonly<Record<StoryRow['tone'], IconName>> = {
  ok: 'ok',
  wait: 'arrow',
  bad: 'stopped',
  unknown: 'unknown',
}

/** The least a row takes, its event in two lines of words. */
const ROW_PX = { wide: 48, narrow: 44 } as const
const HEAD_PX = 44

/** How many rows the box has room for. */
function useFit(rowPx: number) {
  const box = useRef<HTMLDivElement>(null)
  const [fit, setFit] = useState(9)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => setFit(Math.max(1, Math.floor((element.clientHeight - HEAD_PX) / rowPx))))
    observer.observe(element)
    return () => observer.disconnect()
  }, [rowPx])
  return { box, fit }
}

export const openMessages = () => useScreenStore.setState({ panel: 'wire-log' })

/** The journal of one payment, newest page first; older rows by keys. */
export function StoryEvents({ file }: { readonly file: PaymentFile }) {
  const { t } = useTranslation()
  const isNarrow = useNarrow()
  const [pair, setPair] = useState(file.terminalAlias === null ? 1 : 0)
  const lanes: readonly Lane[] = isNarrow ? (PAIRS[pair] ?? LANES) : LANES
  const rows = file.events.filter(({ lane }) => lanes.includes(lane))
  const { box, fit } = useFit(isNarrow ? ROW_PX.narrow : ROW_PX.wide)
  const pages = Math.max(1, Math.ceil(rows.length / fit))
  const [back, setBack] = useState(0)
  const pagesBack = Math.min(back, pages - 1)
  const end = rows.length - pagesBack * fit
  const shown = rows.slice(Math.max(0, end - fit), end)
  const turn = (to: number) => setBack(Math.min(pages - 1, Math.max(0, to)))
  useKeys({ keys: { PageUp: () => turn(pagesBack + 1), PageDown: () => turn(pagesBack - 1) } })
  return (
    <section className={classNames('card', styles.events)} aria-label={t('story.eventsZone')}>
      <div ref={box} className={styles.story}>
        <div className={styles.laneHead}>
          <Icon name="clock" size="small" />
          {t('story.time')}
        </div>
        {lanes.map((lane) => (
          <div key={lane} className={styles.laneHead}>
            <Icon name={LANE_ICONS[lane]} />
            {t(`lane.${lane}`)}
          </div>
        ))}
        {shown.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows keep their place, the journal only grows
          <Fragment key={`${row.at} ${row.kind} ${index}`}>
            <time className={styles.time}>{clockTimeMs(row.at)}</time>
            {lanes.map((lane) => (
              <div key={lane} className={styles.cell}>
                {lane === row.lane && <Event row={row} file={file} />}
              </div>
            ))}
          </Fragment>
        ))}
      </div>
      <div className={styles.foot}>
        {isNarrow ? (
          <Switch pair={pair} onSwitch={setPair} />
        ) : (
          <span className="muted sm">
            {t('story.count', { count: file.events.length })} · {t('story.noCardData')}
          </span>
        )}
        <span className="grow" />
        {pages > 1 && (
          <Key
            look="quiet"
            className={keys.small}
            keyName="PgUp"
            onPress={() => turn(pagesBack === pages - 1 ? 0 : pagesBack + 1)}
          >
            {pagesBack === pages - 1 ? t('story.newestEvents') : t('story.earlier')}
          </Key>
        )}
        <Key look="quiet" className={keys.small} keyName="M" onPress={openMessages}>
          <Icon name="mail" />
          {t('explorer.messages')}
        </Key>
        <Key look="quiet" className={keys.small} onPress={() => copied(copyForSupport(t, file), t)}>
          <Icon name="copy" />
          {t(isNarrow ? 'story.copyShort' : 'story.copy')}
        </Key>
      </div>
    </section>
  )
}

function copied(done: boolean, t: (key: string) => string): void {
  showToast({ tone: 'note', text: t(done ? 'story.copied' : 'story.notCopied') })
}

function Switch({ pair, onSwitch }: { readonly pair: number; readonly onSwitch: (pair: number) => void }) {
  const { t } = useTranslation()
  return PAIRS.map(([one, other], index) => (
    <Key
      key={one}
      look="button"
      className={keys.small}
      pressed={index === pair}
      onPress={() => onSwitch(index)}
    >{`${t(`lane.${one}`)} · ${t(`lane.${other}`)}`}</Key>
  ))
}

function Event({ row, file }: { readonly row: StoryRow; readonly file: PaymentFile }) {
  const { t } = useTranslation()
  return (
    <div className={classNames(styles.event, styles[row.tone])}>
      <Icon name={row.lane === 'paper' && row.tone === 'ok' ? 'print' : TONE_ICONS[row.tone]} size="small" />
      <span>{eventWords(t, row, file)}</span>
    </div>
  )
}
