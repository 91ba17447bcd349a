import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '#contract/errors/catalogue.ts'
import { LOCALES } from '#contract/locale.ts'
import { formatAmount } from '#contract/money.ts'
import type { Failure } from '#contract/result.ts'
import type { UserView } from '#contract/views/user-view.ts'
import { StatusBar } from '../../app/StatusBar.tsx'
import { Banner } from '../../components/Banner.tsx'
import { classNames } from '../../components/class-names.ts'
import { Icon } from '../../components/Icon.tsx'
import { Key } from '../../components/Key.tsx'
import { Paging } from '../../components/Paging.tsx'
import { useKeys } from '../../input/keyboard.ts'
import { ask, call } from '../../state/call.ts'
import { useSlice } from '../../state/till-store.ts'
import { clockTime } from '../../words/shop-time.ts'
import { CodeDots, CodePad, PIN_MIN, withFigure } from './CodeEntry.tsx'
import styles from './sign-in.module.css'

/** People on a page: as many as fit in every size. */
const PAGE_PEOPLE = 6

/** Who stands at the till, by a code or by a badge, which names its person. */
export function SignIn() {
  const { locale } = useSlice('till')
  const { users, user, pin, failure, choose, type, erase, clear, enter, showBadge } = useCode()
  const index = Math.max(
    0,
    users.findIndex(({ id }) => id === user?.id),
  )
  const show = (to: number) => {
    const next = users[Math.min(users.length - 1, Math.max(0, to))]
    if (next) choose(next.id)
  }
  const page = Math.floor(index / PAGE_PEOPLE)
  useKeys({
    onDigit: type,
    keys: {
      Enter: () => void enter(),
      Backspace: erase,
      Escape: clear,
      ArrowUp: () => show(index - 3),
      ArrowDown: () => show(index + 3),
      ArrowLeft: () => show(index - 1),
      ArrowRight: () => show(index + 1),
      PageUp: () => show((page - 1) * PAGE_PEOPLE),
      PageDown: () => show((page + 1) * PAGE_PEOPLE),
    },
    onScan: ({ code }) => void showBadge(code),
  })
  return (
    <div className={styles.screen}>
      <main className={styles.signIn}>
        <People
          users={users}
          currentId={user?.id}
          onChoose={choose}
          page={page}
          onPage={(to) => show(to * PAGE_PEOPLE)}
        />
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

/** The person who is chosen, what is typed of the code, and why the till did not take it. */
function useCode() {
  const session = useSlice('session')
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
    setPin((typed) => withFigure(typed, digit))
  }
  const erase = () => setPin((typed) => typed.slice(0, -1))
  const enter = async () => {
    if (!user || pin.length < PIN_MIN) return
    setPin('')
    const signedIn = await ask('session.signIn', { userId: user.id, pin })
    if (!signedIn.ok) setFailure(signedIn.error)
  }
  const showBadge = async (code: string) => {
    setPin('')
    const shown = await ask('session.badge', { code })
    if (!shown.ok) setFailure(shown.error.code === 'IPC_BAD_REQUEST' ? { code: 'SESSION_BADGE_UNKNOWN' } : shown.error)
  }
  const clear = () => {
    setPin('')
    setFailure(null)
  }
  return { users, user, pin, failure, choose, type, erase, clear, enter, showBadge }
}

interface PeopleProps {
  readonly users: readonly UserView[]
  readonly currentId: string | undefined
  readonly onChoose: (id: string) => void
}

interface PagedPeopleProps extends PeopleProps {
  readonly page: number
  readonly onPage: (page: number) => void
}

function People({ users, currentId, onChoose, page, onPage }: PagedPeopleProps) {
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
      <Faces
        users={users.slice(page * PAGE_PEOPLE, (page + 1) * PAGE_PEOPLE)}
        currentId={currentId}
        onChoose={onChoose}
      />
      {users.length > PAGE_PEOPLE && (
        <Paging
          page={page}
          last={(page + 1) * PAGE_PEOPLE >= users.length}
          goTo={onPage}
          words={{
            newer: t('signIn.before'),
            older: t('signIn.after'),
            firstPage: t('closed.firstPeople'),
            lastPage: t('closed.lastPeople'),
          }}
        />
      )}
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
  return (
    <>
      <div className={styles.codeHead}>
        <h2 className="xl">{user?.name ?? '–'}</h2>
        <p className={classNames(styles.message, sentence !== null && styles.refused)} role="status">
          {sentence ?? t('signIn.code')}
        </p>
      </div>
      <CodeDots length={length} />
    </>
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
