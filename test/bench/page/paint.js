/**
 * Loaded into the page: how long from a key until what it brings is on the glass. The time begins before the last key's
 * event; it ends in the task after the frame in which the text is drawn, which is when that frame was handed to the screen.
 */
const DEADLINE_MS = 10_000

function press(key) {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

function until(shown, what, act, end = 'paint') {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      observer.disconnect()
      reject(new Error(`${what} was not shown`))
    }, DEADLINE_MS)
    const observer = new MutationObserver(() => {
      if (!shown()) return
      observer.disconnect()
      clearTimeout(deadline)
      if (end === 'change') return resolve()
      const changedMs = performance.now()
      afterFrame((frameMs) => {
        const paintedMs = performance.now()
        if (end === 'paint') return resolve(paintedMs - startedMs)
        resolve({ glassMs: paintedMs - startedMs, workMs: changedMs - toldMs + (paintedMs - frameMs) })
      })
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    const startedMs = performance.now()
    act()
  })
}

/** When the till last told this page of a change: this listener is the first, before what draws it. */
let toldMs = 0
globalThis.till.subscribe(() => {
  toldMs = performance.now()
})

/** So many frames are looked at: by then everything that one line brings has been drawn. */
const FRAMES_WATCHED = 5

/** Runs in the task after the frame that is drawn next: that frame was handed to the screen by then. */
function afterFrame(act) {
  requestAnimationFrame(() => {
    const frameMs = performance.now()
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => act(frameMs)
    port2.postMessage(null)
  })
}

/** The last of the frames from now on, the next one being the first, before which anything changed inside an element that changed now. */
function lastFrameOf(element) {
  return new Promise((resolve) => {
    let next = 1
    let last = 1
    const observer = new MutationObserver(() => {
      last = next
    })
    observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true })
    const look = () => {
      next += 1
      if (next <= FRAMES_WATCHED) return afterFrame(look)
      observer.disconnect()
      resolve(last)
    }
    afterFrame(look)
  })
}

const says = (element, text) =>
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim() === text)

/** Resolves at the change after which this is shown; nothing is measured. */
function awaited(shown, what) {
  return shown() ? Promise.resolve() : until(shown, what, () => {}, 'change')
}

const isShown = (selector, text) => [...document.querySelectorAll(selector)].some((each) => says(each, text))

globalThis.paint = {
  /** Presses keys in one task, as a scanner does, and waits for an element whose own text is this and no more. */
  afterKeys(keys, selector, text) {
    const shown = () => isShown(selector, text)
    if (shown()) throw new Error(`"${text}" is shown at ${selector} already`)
    for (const key of keys.slice(0, -1)) press(key)
    return until(shown, `"${text}" at ${selector}`, () => press(keys.at(-1)))
  },
  /**
   * The same of one line more. Beside the time to the glass, the page's own work for it, script, style, layout and paint together,
   * without the wait for the frame to begin; and in how many frames the ticket changed.
   */
  async drawn(keys, selector, text) {
    const shown = () => isShown(selector, text)
    for (const key of keys.slice(0, -1)) press(key)
    let frames = null
    const watch = () => {
      if (!shown()) return false
      frames = lastFrameOf(document.querySelector(selector).closest('section'))
      return true
    }
    const times = await until(watch, `"${text}" at ${selector}`, () => press(keys.at(-1)), 'work')
    return { ...times, frames: await frames }
  },
  /**
   * A sale in cash from the first scan to the next customer, by keys alone, each as soon as the screen is ready for it.
   * `lines` are the barcodes and the names that the ticket then shows; the other texts are what each screen says.
   */
  async cashSale(lines, lineSelector, { ready, choosing, cash, next }) {
    for (const { barcode, name } of lines) {
      for (const key of [...barcode, 'Enter']) press(key)
      await awaited(() => isShown(lineSelector, name), name)
    }
    press('F9')
    await awaited(() => document.body.textContent.includes(choosing), choosing)
    press(cash)
    await awaited(() => document.body.textContent.includes(next), next)
    press('Enter')
    await awaited(() => isShown('button', ready), ready)
  },
  /**
   * Puts a text into the field that has the focus, as typing its last letter does, and waits until the list shows these
   * names first. Null where it shows them already: then nothing is painted.
   */
  afterTyping(text, listSelector, names) {
    const shown = () => {
      const rows = document.querySelectorAll(listSelector)
      return names.every((name, index) => rows[index]?.textContent.includes(name))
    }
    if (shown()) return null
    return until(shown, `the answer to "${text}"`, () => {
      const field = document.activeElement
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    })
  },
}
