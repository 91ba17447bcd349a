import { type ReactNode, useState } from 'react'
import { DENSITIES } from '#contract/views/workstation-view.ts'
import { AmountPad } from '../components/AmountPad.tsx'
import { Badge, type Tone } from '../components/Badge.tsx'
import { Banner } from '../components/Banner.tsx'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { classNames } from '../components/class-names.ts'
import { Icon } from '../components/Icon.tsx'
import { ICONS, type IconName } from '../components/icons.tsx'
import { Key, type KeyLook } from '../components/Key.tsx'
import listRow from '../components/list-row.module.css'
import { PadRows } from '../components/PadRows.tsx'
import { Paging } from '../components/Paging.tsx'
import { ProgressLine } from '../components/ProgressLine.tsx'
import { StepDialog } from '../components/StepDialog.tsx'
import searchField from '../components/search-field.module.css'
import { TicketPaper } from '../components/TicketPaper.tsx'
import { familyColour } from '../screens/sale/family-colour.ts'
import styles from './gallery.module.css'
import { GALLERY_PAPER } from './gallery-paper.ts'

export const THEMES = ['light', 'dark', 'contrast'] as const
const nothing = () => undefined

/** Every component in every state, for who builds screens; no till is behind it, and the till has no way to it. */
export function Gallery() {
  const [open, setOpen] = useState<'confirm' | 'step' | null>(null)
  const close = () => setOpen(null)
  return (
    <main className={styles.gallery}>
      <header className={styles.head}>
        <h1>Components</h1>
        <Switch name="theme" values={THEMES} />
        <Switch name="density" values={DENSITIES} />
      </header>
      <Colours />
      <Type />
      <Keys />
      <States />
      <Lists />
      <Papers />
      <Icons />
      <Part name="Dialogs">
        <Key look="button" onPress={() => setOpen('confirm')}>
          A question
        </Key>
        <Key look="button" onPress={() => setOpen('step')}>
          Work in steps
        </Key>
      </Part>
      {open === 'confirm' && (
        <ConfirmDialog
          title="Void the ticket?"
          keep="Keep the ticket"
          onKeep={close}
          deed={{ words: 'Void ticket', icon: 'trash', onConfirm: close }}
        >
          Three products, 12,50 €. What is voided cannot be brought back.
        </ConfirmDialog>
      )}
      {open === 'step' && (
        <StepDialog
          step="Add a pad · step 2 of 4"
          title="Where is it connected?"
          keys={{ Escape: close, Enter: close }}
          onClose={close}
          footer={
            <Key look="primary" keyName="↵" autoFocus onPress={close}>
              Go on
            </Key>
          }
        >
          <AmountPad onDigit={nothing} onErase={nothing} />
        </StepDialog>
      )}
    </main>
  )
}

function Switch({ name, values }: { readonly name: 'theme' | 'density'; readonly values: readonly string[] }) {
  const [current, setCurrent] = useState(document.documentElement.dataset[name])
  const choose = (value: string) => {
    document.documentElement.dataset[name] = value
    setCurrent(value)
  }
  return (
    <fieldset className={styles.switch}>
      <legend className="visually-hidden">{name}</legend>
      {values.map((value) => (
        <Key key={value} look="button" pressed={value === current} onPress={() => choose(value)}>
          {value}
        </Key>
      ))}
    </fieldset>
  )
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className={classNames('card', styles.part)} aria-label={name}>
      <h2>{name}</h2>
      <div className={styles.items}>{children}</div>
    </section>
  )
}

const ROLES = [
  ['bg', 'text'],
  ['surface', 'text'],
  ['surface-2', 'text-2'],
  ['surface-3', 'text'],
  ['accent', 'on-accent'],
  ['accent-soft', 'accent-text'],
  ['ok-soft', 'ok'],
  ['warn-soft', 'warn'],
  ['err-soft', 'err'],
  ['unk-soft', 'unk'],
  ['unk', 'on-unk'],
  ['lcd', 'lcd-text'],
] as const

function Colours() {
  return (
    <Part name="Colours">
      {ROLES.map(([ground, words]) => (
        <span
          key={`${ground} ${words}`}
          className={styles.swatch}
          style={{ background: `var(--${ground})`, color: `var(--${words})` }}
        >
          {words} on {ground}
        </span>
      ))}
    </Part>
  )
}

const SIZES = ['xs', 'sm', 'md', 'lg', 'xl', '2xl', '3xl', '4xl', 'total', 'due'] as const

function Type() {
  return (
    <Part name="Type">
      {SIZES.map((size) => (
        <span key={size} className="nowrap" style={{ fontSize: `var(--t-${size})` }}>
          {size} 12,50 €
        </span>
      ))}
    </Part>
  )
}

const LOOKS: readonly KeyLook[] = [
  'button',
  'primary',
  'danger',
  'unknown',
  'quiet',
  'tender',
  'function',
  'mode',
  'pay',
]

function Keys() {
  return (
    <Part name="Keys">
      {LOOKS.map((look) => (
        <div key={look} className={styles.looks}>
          <Key look={look} keyName="F9" onPress={nothing}>
            {look}
          </Key>
          <Key look={look} keyName="F9" closed="The ticket is empty." onPress={nothing}>
            {look}, closed
          </Key>
        </div>
      ))}
      <div className={styles.looks}>
        <Key look="mode" keyName="F6" pressed onPress={nothing}>
          mode, pressed
        </Key>
        <Key look="button" pressed onPress={nothing}>
          button, pressed
        </Key>
      </div>
      <div className={styles.looks}>
        {[1, 2, 3, 4, 5, 6, 7, 8].map((family) => (
          <Key key={family} look="family" pressed={family === 2} style={familyColour(family)} onPress={nothing}>
            Family {family}
          </Key>
        ))}
      </div>
      <div className={styles.looks}>
        <Key look="quick" style={familyColour(3)} onPress={nothing}>
          <span>Flower honey 500 g</span>
          <b>6,90 €</b>
        </Key>
      </div>
      <AmountPad onDigit={nothing} onErase={nothing} />
    </Part>
  )
}

const TONES: readonly (readonly [Tone, IconName, string])[] = [
  ['ok', 'ok', 'Approved'],
  ['warn', 'clock', 'On hold'],
  ['err', 'close', 'Declined'],
  ['unk', 'unknown', 'Unknown'],
  ['acc', 'info', 'Reserved'],
  ['plain', 'off', 'Gone'],
]

function States() {
  return (
    <Part name="States">
      {TONES.map(([tone, icon, words]) => (
        <Badge key={tone} tone={tone} icon={icon}>
          {words}
        </Badge>
      ))}
      {TONES.flatMap(([tone, icon, words]) =>
        tone === 'plain'
          ? []
          : [
              <Banner key={tone} tone={tone} icon={icon} title={words} aside="14:32">
                What happened, and what to do now.
              </Banner>,
            ],
      )}
      <ProgressLine label="Sent to the bank" done={3} total={12} />
      <PadRows rows={['APPROXIMER OU   ', 'INSERER CARTE   ']} />
    </Part>
  )
}

function Lists() {
  const rows = ['Épicerie Lenoir', 'Boulangerie du Port', 'Café des Arts']
  return (
    <Part name="Lists and fields">
      <label className={searchField.field}>
        <Icon name="search" />
        <input type="text" aria-label="Search" placeholder="Name or part of it" />
        <span className={searchField.keyName} aria-hidden="true">
          F1
        </span>
      </label>
      <ul className={styles.list} aria-label="Customers">
        {rows.map((name, place) => (
          <li key={name}>
            <Key look="quiet" className={listRow.row} pressed={place === 1} onPress={nothing}>
              <span className="grow">{name}</span>
              <b>12,50 €</b>
            </Key>
          </li>
        ))}
      </ul>
      <Paging
        page={0}
        last={false}
        words={{
          newer: 'Newer',
          older: 'Older',
          firstPage: 'These are the newest.',
          lastPage: 'There are none older.',
        }}
        goTo={nothing}
      />
    </Part>
  )
}

function Papers() {
  return (
    <Part name="Paper">
      <TicketPaper ticket={GALLERY_PAPER} label="A ticket" />
    </Part>
  )
}

function Icons() {
  return (
    <Part name="Icons">
      {(Object.keys(ICONS) as IconName[]).map((name) => (
        <span key={name} className={styles.icon}>
          <Icon name={name} size="large" />
          <small>{name}</small>
        </span>
      ))}
    </Part>
  )
}
