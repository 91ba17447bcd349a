import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import { formatAmount } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'
import type { UserView } from '#contract/views/till-view.ts'
import { StatusBar } from '../../app/StatusBar.tsx'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { goTo } from '../../state/screen-store.ts'
import { useSlice } from '../../state/till-store.ts'
import { clockTime } from '../../words/shop-time.ts'
import styles from './sign-in.module.css'

const PIN_MIN = 4
const PIN_MAX = 8

/** Who stands at the till, and their code. The code is typed by hand only: a scan is refused. */
export function SignIn() {
  const session = useSlice('session')
  const { locale } = useSlice('till')
  const users = session.kind === 'locked' ? session.users : []
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [pin, setPin] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  const user = users.find(({ id }) => id === chosenId) ?? users[0]

  const choose = (id: string) => {
    setChosenId(id)
    setPin('')
    setFailure(null)
  }
  const type = (digit: string) => {
    setFailure(null)
    setPin((typed) => (/^\d$/.test(digit) && typed.length < PIN_MAX ? typed + digit : typed))
  }
  const erase = () => setPin((typed) => typed.slice(0, -1))
  const enter = async () => {
    if (!user || pin.length < PIN_MIN) return
    setPin('')
    const signedIn = await ask('session.signIn', { userId: user.id, pin })
    if (signedIn.ok) goTo('sale')
    else setFailure(signedIn.error)
  }
  const move = (by: number) => {
    const index = users.findIndex(({ id }) => id === user?.id)
    const next = users[Math.min(users.length - 1, Math.max(0, index + by))]
    if (next) choose(next.id)
  }
  useKeys({
    onDigit: type,
    keys: {
      Enter: () => void enter(),
      Backspace: erase,
      Escape: () => {
        setPin('')
        setFailure(null)
      },
      ArrowUp: () => move(-3),
      ArrowDown: () => move(3),
      ArrowLeft: () => move(-1),
      ArrowRight: () => move(1),
    },
    onScan: () => setFailure({ code: 'SESSION_LOCKED' }),
  })
  return (
    <div className={styles.screen}>
      <main className={styles.signIn}>
        <People users={users} currentId={user?.id} onChoose={choose} />
        <section className={styles.code}>
          <Code user={user} length={pin.length} sentence={failure && errorSentence(failure, locale)} />
          <CodePad onDigit={type} onErase={erase} onEnter={() => void enter()} />
          <CodeNote />
        </section>
      </main>
      <StatusBar />
    </div>
  )
}

interface PeopleProps {
  readonly users: readonly UserView[]
  readonly currentId: string | undefined
  readonly onChoose: (id: string) => void
}

function People({ users, currentId, onChoose }: PeopleProps) {
  const { t } = useTranslation()
  const till = useSlice('till')
  const session = useSlice('session')
  const held = session.kind === 'locked' ? session.heldSales : 0
  return (
    <section className={styles.people}>
      <div>
        <div className="muted">
          {till.shopName} · {till.tillLabel}
        </div>
        <h1>{t('signIn.who')}</h1>
      </div>
      <Faces users={users} currentId={currentId} onChoose={onChoose} />
      <div className="grow" />
      <Banner
        tone="acc"
        icon="info"
        title={
          till.openedAt === null ? t('signIn.notOpened') : t('signIn.openedSince', { time: clockTime(till.openedAt) })
        }
      >
        {t('signIn.held', { count: held })} ·{' '}
        {t('signIn.float', { amount: formatAmount(till.floatMinor, till.currency) })}
      </Banner>
      <Choices />
    </section>
  )
}

function Faces({ users, currentId, onChoose }: PeopleProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.faces}>
      {users.map((user) => (
        <Key
          key={user.id}
          look="button"
          className={styles.face}
          pressed={user.id === currentId}
          onPress={() => onChoose(user.id)}
        >
          <span className={styles.avatar} aria-hidden="true">
            {user.initials}
          </span>
          <span className="lg">{user.name}</span>
          <span className={styles.role}>{t(`role.${user.role}`)}</span>
          {user.id === currentId && (
            <span className={styles.tick}>
              <Icon name="ok" />
            </span>
          )}
        </Key>
      ))}
    </div>
  )
}

/** Language and hand, before anybody signs in. */
function Choices() {
  const { t } = useTranslation()
  const till = useSlice('till')
  const nextLocale = LOCALES[(LOCALES.indexOf(till.locale) + 1) % LOCALES.length] ?? 'fr'
  return (
    <div className="row g3">
      <Key look="button" onPress={() => void call('settings.setLocale', { locale: nextLocale })}>
        <Icon name="globe" />
        <span className="visually-hidden">{t('signIn.language')}</span>
        {t(`language.${till.locale}`)}
      </Key>
      <Key
        look="button"
        onPress={() => void call('settings.setHand', { hand: till.hand === 'right' ? 'left' : 'right' })}
      >
        <Icon name="mirror" />
        {t(till.hand === 'right' ? 'hand.left' : 'hand.right')}
      </Key>
      <Key
        look="button"
        closed={till.training ? t('closed.inTraining') : t('closed.training')}
        onPress={() => undefined}
      >
        <Icon name="training" />
        {t('training.name')}
      </Key>
    </div>
  )
}

function Code({
  user,
  length,
  sentence,
}: {
  readonly user: UserView | undefined
  readonly length: number
  readonly sentence: string | null
}) {
  const { t } = useTranslation()
  const places = Math.max(PIN_MIN, length)
  return (
    <>
      <div className={styles.codeHead}>
        <h2 className="xl">{user?.name ?? '–'}</h2>
        <p className={classNames(styles.message, sentence !== null && styles.refused)} role="status">
          {sentence ?? t('signIn.code')}
        </p>
      </div>
      <div className={styles.dots} role="img" aria-label={t('signIn.digits', { count: length })}>
        {Array.from({ length: places }, (_, place) => (
          // A dot has no identity but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
          <span key={place} className={classNames(styles.dot, place < length && styles.filled)} />
        ))}
      </div>
    </>
  )
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

function CodePad({
  onDigit,
  onErase,
  onEnter,
}: {
  readonly onDigit: (digit: string) => void
  readonly onErase: () => void
  readonly onEnter: () => void
}) {
  const { t } = useTranslation()
  return (
    <div className={styles.pad}>
      {DIGITS.map((digit) => (
        <Key key={digit} look="digit" onPress={() => onDigit(digit)}>
          {digit}
        </Key>
      ))}
      <Key look="mode" label={t('action.erase')} onPress={onErase}>
        <Icon name="backspace" size="large" />
      </Key>
      <Key look="digit" onPress={() => onDigit('0')}>
        0
      </Key>
      <Key look="pay" label={t('action.confirm')} onPress={onEnter}>
        <Icon name="check" size="large" />
      </Key>
    </div>
  )
}

function CodeNote() {
  const { t } = useTranslation()
  return (
    <p className={classNames('muted sm', styles.note)}>
      {t('signIn.typed')}
      <br />
      {t('signIn.attempts')}
    </p>
  )
}
