import { WORDS } from './words.js'

/**
 * Draws the picture of the pad at every change and sends what a person does. The page keeps no state of its own
 * beyond the swipe switch; digits typed here are sent and forgotten.
 */
const locale = [new URLSearchParams(location.search).get('lang'), ...navigator.languages]
  .map((tag) => (tag ?? '').slice(0, 2))
  .find((tag) => tag in WORDS)
const words = WORDS[locale ?? 'fr']
const byId = (id) => document.getElementById(id)
const SVG = 'http://www.w3.org/2000/svg'
const FIRST_CARDS = ['cb-chip', 'visa-contactless', 'visa-phone', 'expired']
const ACTIONS = {
  Enter: 'enter',
  Backspace: 'clear',
  Escape: 'cancel',
  ArrowUp: 'up',
  ArrowDown: 'down',
  F1: 'f1',
  F2: 'f2',
  F3: 'f3',
  F4: 'f4',
}
/** Kinds that say enough without the scheme. */
const ALONE_KINDS = ['phone', 'expired']
const NOTES = { tap: 'tapped' }
let picture = null

function make(tag, className, ...children) {
  const element = document.createElement(tag)
  element.className = className
  element.append(...children)
  if (tag === 'button') element.type = 'button'
  return element
}

function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('class', 'i')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS(SVG, 'use')
  use.setAttribute('href', `#i-${name}`)
  svg.append(use)
  return svg
}

async function send(command) {
  const response = await fetch('do', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(command),
  })
  const answer = await response.json()
  byId('why').textContent = answer.ok ? '' : (answer.why ?? '')
}

function button(className, onPress, ...children) {
  const element = make('button', className, ...children)
  element.addEventListener('click', () => void onPress())
  return element
}

function drawKeys() {
  const digit = (key) => button('key', () => send({ do: 'key', key }), key)
  const arrow = (key, sign) => {
    const element = button('key', () => send({ do: 'key', key }), sign)
    element.title = words[key]
    return element
  }
  const action = (key, colour, symbol) =>
    button(`key ${colour}`, () => send({ do: 'key', key }), icon(symbol), words[key])
  byId('keys').replaceChildren(
    ...['1', '2', '3'].map(digit),
    action('cancel', 'red', 'x'),
    ...['4', '5', '6'].map(digit),
    action('clear', 'yellow', 'back'),
    ...['7', '8', '9'].map(digit),
    action('enter', 'green', 'check'),
    arrow('up', '*'),
    digit('0'),
    arrow('down', '#'),
  )
}

const SCENARIOS = [
  ['played', 'okc', () => send({ do: 'customer', plan: [{ card: 'cb-chip', afterMs: 1200 }] })],
  ['red', 'x', () => send({ do: 'key', key: 'cancel' })],
  ['pull', 'out', () => send({ do: 'remove' })],
  ['lost', 'off', () => send({ do: 'fault', kind: 'drop' })],
  ['pieces', 'split', () => send({ do: 'fault', kind: 'trickle' })],
  ['spoiled', 'noise', () => send({ do: 'fault', kind: 'garbage', bytes: 5 })],
  ['slow', 'clock', () => send({ do: 'fault', kind: 'delay', delayMs: 8000 })],
  ['renew', 'card', () => send({ do: 'renew-cards' })],
  ['cable', 'warn', () => send({ do: picture?.plugged ? 'unplug' : 'plug' })],
]

function drawScenarios() {
  byId('scenarios').replaceChildren(
    ...SCENARIOS.map(([name, symbol, act]) => {
      const [title, what] = words[name]
      const element = button(
        'choice',
        act,
        icon(symbol),
        make('span', '', make('b', '', title), make('small', '', what)),
      )
      element.id = `scenario-${name}`
      return element
    }),
  )
}

/** What is special about the card; a plain one shows its code where there is room. */
function cardWords(card) {
  if (card.kind === 'plain') {
    if (card.how === 'tap') return `${card.name} ${words.tap}`
    return FIRST_CARDS.includes(card.id) ? `${card.name}, ${words.pin} ${card.pin}` : card.name
  }
  const special = words.kinds[card.kind]
  return ALONE_KINDS.includes(card.kind) ? special : `${card.name}, ${special}`
}

function cardSymbol(card) {
  if (card.kind === 'phone' || card.kind === 'phone-locked') return 'phone'
  return { tap: 'waves', swipe: 'card', insert: 'chip' }[card.how]
}

/** How the next reading of a card goes wrong when the switch says so. */
const FAILURES = { insert: 'ERRCARD', tap: 'CTLSCOMMERR', swipe: 'misread' }

function present(card) {
  const how = byId('swipe').checked ? 'swipe' : card.how
  const spoiled = byId('spoil').checked
  byId('spoil').checked = false
  return send({ do: how, card: card.id, ...(spoiled ? { fails: FAILURES[how] } : {}) })
}

function cardButton(card) {
  const inside = picture.cardInSlot === card.id
  const element = button(
    'test-card',
    () => (inside ? send({ do: 'remove' }) : present(card)),
    icon(inside ? 'out' : cardSymbol(card)),
    inside ? words.inSlot : cardWords(card),
  )
  if (inside) element.classList.add('inside')
  element.title = `•••• ${card.last4} · ${words.pin} ${card.pin}`
  return element
}

function drawCards() {
  const first = FIRST_CARDS.map((id) => picture.cards.find((card) => card.id === id)).filter(Boolean)
  byId('first-cards').replaceChildren(...first.map(cardButton))
  byId('other-cards').replaceChildren(...picture.cards.filter((card) => !FIRST_CARDS.includes(card.id)).map(cardButton))
}

/** A menu on the pad takes the place of the cards: each line is a button, as on a touch display. */
function drawMenu() {
  const lines = picture.menu ?? []
  byId('menu').hidden = lines.length === 0
  byId('first-cards').hidden = lines.length > 0
  byId('menu').replaceChildren(
    ...lines.map((line, index) => button('test-card', () => send({ do: 'choose', option: index + 1 }), line)),
  )
}

function drawImage() {
  byId('image').hidden = picture.image === null
  if (picture.image !== null) byId('image').src = `data:image/png;base64,${picture.image}`
}

function exchangeText({ direction, id, status, noteKey, noteDetail }) {
  if (noteKey) return `${words[NOTES[noteKey] ?? noteKey] ?? ''} ${noteDetail ?? ''}`.trim()
  if (status !== null && status !== '000') return `${words.status} ${status}`
  return direction === 'in' || id === 'NTM' ? (words.commands[id] ?? '') : words.done
}

function drawExchanges() {
  const list = byId('exchanges')
  list.replaceChildren(
    ...picture.exchanges.map((exchange) =>
      make(
        'li',
        '',
        icon(exchange.direction === 'in' ? 'right' : 'left'),
        make('b', 'mono', exchange.id),
        make('span', '', exchangeText(exchange)),
      ),
    ),
  )
  list.scrollTop = list.scrollHeight
}

function lightsOn() {
  if (picture.takesTap) return 1
  const last = picture.exchanges.findLast(({ id, direction }) => id === 'GCX' && direction === 'out')
  return last?.noteKey === 'tap' && picture.expects === null ? 4 : 0
}

/** A card button that is pressed while the picture changes must not be replaced under the finger. */
function drawIfChanged(before, names, draw) {
  const part = (of) => JSON.stringify(names.map((name) => of?.[name]))
  if (part(before) !== part(picture)) draw()
}

function draw(next) {
  const before = picture
  picture = next
  byId('lcd').textContent = picture.rows.join('\n')
  byId('pad').classList.toggle('unplugged', !picture.plugged)
  byId('link').textContent = picture.plugged ? (picture.secureLink ? words.sealed : words.open) : words.unplugged
  byId('device').textContent = `${words.title} · ${picture.model} · ${picture.serialNumber}`
  byId('seed').textContent = String(picture.seed)
  byId('scenario-cable').classList.toggle('chosen', !picture.plugged)
  const lit = lightsOn()
  for (const [index, light] of [...byId('lights').children].entries()) light.classList.toggle('on', index < lit)
  drawIfChanged(before, ['cards', 'cardInSlot'], drawCards)
  drawIfChanged(before, ['menu'], drawMenu)
  drawIfChanged(before, ['image'], drawImage)
  drawIfChanged(before, ['exchanges'], drawExchanges)
}

function saveExchanges() {
  const text = picture.exchanges.map((exchange) => JSON.stringify(exchange)).join('\n')
  const link = make('a', '')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }))
  link.download = 'abecs.jsonl'
  link.click()
  URL.revokeObjectURL(link.href)
}

document.documentElement.lang = locale ?? 'fr'
document.title = `Comptoir · ${words.title}`
for (const element of document.querySelectorAll('[data-word]')) element.textContent = words[element.dataset.word]
/** Two panels in one place; the arrows change between them, as in any list of tabs. */
const TABS = ['scenarios', 'cards']
function choose(name) {
  for (const each of TABS) {
    const chosen = each === name
    byId(`tab-${each}`).setAttribute('aria-selected', String(chosen))
    byId(`tab-${each}`).tabIndex = chosen ? 0 : -1
    byId(`panel-${each}`).hidden = !chosen
  }
}
for (const name of TABS) {
  byId(`tab-${name}`).addEventListener('click', () => choose(name))
  byId(`tab-${name}`).addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const other = TABS.find((each) => each !== name)
    choose(other)
    byId(`tab-${other}`).focus()
  })
}

choose('scenarios')
drawKeys()
drawScenarios()
byId('save').addEventListener('click', saveExchanges)
document.addEventListener('keydown', (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return
  if (picture?.expects === 'figures' && /^[a-z]$/i.test(event.key))
    return void send({ do: 'type', text: event.key.toUpperCase() })
  const onButton = event.target instanceof HTMLButtonElement && event.key === 'Enter'
  const key = /^\d$/.test(event.key) ? event.key : ACTIONS[event.key]
  if (key === undefined || onButton) return
  event.preventDefault()
  void send({ do: 'key', key })
})
new EventSource('events').addEventListener('message', (event) => draw(JSON.parse(event.data)))
