/**
 * Loaded into the page: how long from a key until what it brings is on the glass. The time begins before the last key's
 * event; it ends in the task after the frame in which the text is drawn, which is when that frame was handed to the screen.
 */
const DEADLINE_MS = 10_000

function press(key) {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

function until(shown, what, act) {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      observer.disconnect()
      reject(new Error(`${what} was not shown`))
    }, DEADLINE_MS)
    const observer = new MutationObserver(() => {
      if (!shown()) return
      observer.disconnect()
      clearTimeout(deadline)
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now() - startedMs)
        port2.postMessage(null)
      })
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    const startedMs = performance.now()
    act()
  })
}

const says = (element, text) =>
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim() === text)

globalThis.paint = {
  /** Presses keys in one task, as a scanner does, and waits for an element whose own text is this and no more. */
  afterKeys(keys, selector, text) {
    const shown = () => [...document.querySelectorAll(selector)].some((each) => says(each, text))
    if (shown()) throw new Error(`"${text}" is shown at ${selector} already`)
    for (const key of keys.slice(0, -1)) press(key)
    return until(shown, `"${text}" at ${selector}`, () => press(keys.at(-1)))
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
