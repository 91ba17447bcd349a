import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerScreenChoice, CustomerScreens, MachineScreen } from '#contract/views/customer-screen-view.ts'
import { Badge } from '../../components/Badge.tsx'
import { Banner } from '../../components/Banner.tsx'
import { ChoiceGroup } from '../../components/Choice.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { goTo, showToast } from '../../state/screen-store.ts'
import { useKeeperOnly } from '../devices/use-keeper-only.ts'
import styles from './customer-screen.module.css'

/** On which screen the customer reads along, and a picture to try it by. */
export function CustomerScreenPage() {
  const { t } = useTranslation()
  const keeperOnly = useKeeperOnly()
  const [found, setFound] = useState<CustomerScreens | null>(null)
  const look = async () => {
    const answer = await ask('customerScreen.look', {})
    if (answer.ok) setFound(answer.value)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, and again when asked
  useEffect(() => void look(), [])
  const notShown = found === null || found.shownOn === null ? t('customerScreen.shownNowhere') : null
  const tryOut = async () => {
    if (keeperOnly !== null || notShown !== null) return
    if ((await call('customerScreen.test', {})).ok) showToast({ tone: 'note', text: t('customerScreen.tried') })
  }
  useKeys({ keys: { Enter: () => void tryOut() } })
  if (found === null) return <div />
  return (
    <div className={styles.page}>
      <Where found={found} />
      {found.canOpen && <Choice found={found} closed={keeperOnly} onChosen={look} />}
      <p className="muted">{t('customerScreen.what')}</p>
      <div className={styles.foot}>
        {found.canOpen && (
          <>
            <Key look="primary" keyName={t('key.enter')} closed={keeperOnly ?? notShown} onPress={() => void tryOut()}>
              <Icon name="display" />
              {t('customerScreen.try')}
            </Key>
            <Key look="button" onPress={() => void look()}>
              <Icon name="ask-again" />
              {t('customerScreen.lookAgain')}
            </Key>
          </>
        )}
        <span className={classNames(styles.rowsToo, 'muted sm')}>{t('customerScreen.rowsToo')}</span>
        <Key look="button" onPress={() => goTo('devices')}>
          {t('devices.title')}
          <Icon name="chevron-right" size="small" />
        </Key>
      </div>
    </div>
  )
}

/** Whether the customer sees anything now, and where. */
function Where({ found: { canOpen, screens, choice, shownOn } }: { readonly found: CustomerScreens }) {
  const { t } = useTranslation()
  if (!canOpen) {
    return (
      <Banner tone="acc" icon="info" title={t('customerScreen.inBrowser')}>
        {t('customerScreen.inBrowserText')}
      </Banner>
    )
  }
  const index = screens.findIndex(({ id }) => id === shownOn)
  if (index >= 0) {
    return (
      <Banner tone="ok" icon="ok" title={t('customerScreen.shownHere')}>
        {screenTitle(screens[index]?.name, t('customerScreen.screen', { number: index + 1 }))}
      </Banner>
    )
  }
  const why = choice.kind === 'off' ? 'switchedOff' : choice.kind === 'screen' ? 'chosenAway' : 'onlyOne'
  return (
    <Banner tone={choice.kind === 'screen' ? 'warn' : 'acc'} icon="info" title={t('customerScreen.shownNowhere')}>
      {t(`customerScreen.${why}`)}
    </Banner>
  )
}

const screenTitle = (name: string | undefined, numbered: string) => (name ? `${numbered} · ${name}` : numbered)

function Choice({
  found: { screens, choice, shownOn },
  closed,
  onChosen,
}: {
  readonly found: CustomerScreens
  readonly closed: string | null
  readonly onChosen: () => Promise<void>
}) {
  const { t } = useTranslation()
  const choose = async (wanted: CustomerScreenChoice) => {
    await call('customerScreen.choose', { choice: wanted })
    await onChosen()
  }
  const isChosen = ({ id }: MachineScreen) => choice.kind === 'screen' && choice.screenId === id
  return (
    <ChoiceGroup name={t('customerScreen.where')} className={styles.choice}>
      <Key
        look="button"
        pressed={choice.kind === 'automatic'}
        closed={closed}
        onPress={() => void choose({ kind: 'automatic' })}
      >
        {t('customerScreen.automatic')}
      </Key>
      {screens.map((screen, index) => (
        <Key
          key={screen.id}
          look="button"
          className={styles.screen}
          pressed={isChosen(screen)}
          closed={closed ?? (screen.isTills ? t('customerScreen.isTills') : null)}
          onPress={() => void choose({ kind: 'screen', screenId: screen.id })}
        >
          <span>
            {screenTitle(screen.name, t('customerScreen.screen', { number: index + 1 }))}
            <small className="muted">
              {screen.isTills
                ? t('customerScreen.isTills')
                : t('customerScreen.pixels', { width: screen.widthPx, height: screen.heightPx })}
            </small>
          </span>
          {screen.id === shownOn && (
            <Badge tone="ok" icon="ok">
              {t('customerScreen.shownHere')}
            </Badge>
          )}
        </Key>
      ))}
      <Key look="button" pressed={choice.kind === 'off'} closed={closed} onPress={() => void choose({ kind: 'off' })}>
        {t('customerScreen.off')}
      </Key>
    </ChoiceGroup>
  )
}
