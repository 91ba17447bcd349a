import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  DENSITIES,
  SCANNER_END_MARKS,
  SCANNER_GAPS_MS,
  VOLUMES_PERCENT,
  type Workstation,
} from '#contract/views/workstation-view.ts'
import type { ActionId } from '../../actions/action-table.ts'
import { printKeyCard } from '../../actions/key-card.ts'
import { useOwnKeys } from '../../actions/use-own-keys.ts'
import { Choice, ChoiceGroup } from '../../components/Choice.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { letHear } from '../../sounds/loudspeaker.ts'
import { SOUND_NAMES } from '../../sounds/sounds.ts'
import { useMay } from '../../state/allowed.ts'
import { call, inOrder } from '../../state/call.ts'
import { useScreenStore } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { ChooseKey } from './ChooseKey.tsx'
import { LockAfter } from './LockAfter.tsx'
import { OwnKeyList } from './OwnKeyList.tsx'
import { PdfFolder } from './PdfFolder.tsx'
import { Places } from './Places.tsx'
import styles from './workstation.module.css'

const save = (change: Partial<Workstation>) => inOrder(() => call('workstation.change', change))

/** How this till suits who works at it: the size of its keys, what is heard, how its scanner sends, which key does what. */
export function WorkstationPage() {
  const { t } = useTranslation()
  const { workstation } = useSlice('till')
  const keeperOnly = useMay('change-settings') ? null : t('closed.settingsKeeperOnly')
  const own = useOwnKeys()
  const [chosen, setChosen] = useState<ActionId | null>(null)
  return (
    <div className={styles.page}>
      <section className={classNames('card', styles.settings)} aria-label={t('management.section.comfort')}>
        <Choice
          name={t('workstation.density')}
          values={DENSITIES}
          current={workstation.density}
          words={(density) => t(`workstation.density.${density}`)}
          onChoose={(density) => save({ density })}
        />
        <Ruler />
        <LockAfter />
        <Places closed={keeperOnly} />
        <Sounds workstation={workstation} />
        <Choice
          name={t('workstation.scannerEnd')}
          values={SCANNER_END_MARKS}
          current={workstation.scannerEndMark}
          closed={keeperOnly}
          words={(mark) => t(`workstation.scannerEnd.${mark}`)}
          onChoose={(scannerEndMark) => save({ scannerEndMark })}
        />
        <Choice
          name={t('workstation.scannerGap')}
          values={SCANNER_GAPS_MS}
          current={workstation.scannerGapMs}
          closed={keeperOnly}
          words={(gapMs) => t('workstation.milliseconds', { gapMs })}
          onChoose={(scannerGapMs) => save({ scannerGapMs })}
        />
        <PdfFolder closed={keeperOnly} />
        <p className="muted sm">{t('workstation.traced')}</p>
      </section>
      <section className={classNames('card', styles.keys)} aria-label={t('workstation.keys')}>
        <header>
          {t('workstation.keys')}
          <span className="push row">
            <Key look="button" onPress={() => printKeyCard(own)}>
              <Icon name="print" />
              {t('keyCard.ticket')}
            </Key>
            <Key
              look="button"
              closed={keeperOnly ?? (Object.keys(own).length === 0 ? t('workstation.keysUsual') : null)}
              onPress={() => save({ keys: {} })}
            >
              <Icon name="back" />
              {t('workstation.keysReset')}
            </Key>
          </span>
        </header>
        <OwnKeyList
          own={own}
          closed={keeperOnly}
          onChoose={(id) => {
            setChosen(id)
            useScreenStore.setState({ panel: 'choose-key' })
          }}
        />
      </section>
      <ChosenKey id={chosen} onSave={(keys) => save({ keys })} />
    </div>
  )
}

function ChosenKey({
  id,
  onSave,
}: {
  readonly id: ActionId | null
  readonly onSave: (keys: Workstation['keys']) => void
}) {
  const isOpen = useScreenStore((state) => state.panel === 'choose-key')
  return isOpen && id !== null ? <ChooseKey id={id} onSave={onSave} /> : null
}

/** A display may lie about its size: what is drawn here is laid beside a real ruler. */
function Ruler() {
  const { t } = useTranslation()
  return (
    <figure className={styles.ruler}>
      <div className={styles.scale} aria-hidden="true">
        {Array.from({ length: 6 }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a mark of the ruler is its place
          <span key={place}>{place}</span>
        ))}
      </div>
      <figcaption className="muted sm">{t('workstation.ruler')}</figcaption>
    </figure>
  )
}

/** On or off, how loud, and each of them to be heard; a word on the screen says the same in any case. */
function Sounds({ workstation }: { readonly workstation: Workstation }) {
  const { t } = useTranslation()
  const { soundsOn, volumePercent } = workstation
  const isOff = soundsOn ? null : t('workstation.soundsAreOff')
  return (
    <>
      <Choice
        name={t('workstation.sounds')}
        values={['on', 'off'] as const}
        current={soundsOn ? 'on' : 'off'}
        words={(value) => t(`workstation.sounds.${value}`)}
        onChoose={(value) => save({ soundsOn: value === 'on' })}
      />
      <Choice
        name={t('workstation.volume')}
        values={VOLUMES_PERCENT}
        current={volumePercent}
        closed={isOff}
        words={(volume) => `${volume} %`}
        onChoose={(volume) => {
          save({ volumePercent: volume })
          letHear('approved', { soundsOn, volumePercent: volume })
        }}
      />
      <ChoiceGroup name={t('workstation.listen')}>
        {SOUND_NAMES.map((sound) => (
          <Key key={sound} look="button" closed={isOff} onPress={() => letHear(sound, workstation)}>
            {t(`sound.${sound}`)}
          </Key>
        ))}
      </ChoiceGroup>
    </>
  )
}
