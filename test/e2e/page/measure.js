// Runs in the page: what an eye would notice, as data. Text that does not fit, boxes out of the window, targets too
// small for a finger.

const name = (element) => {
  const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ')
  return `${element.tagName.toLowerCase()} "${words.slice(0, 40)}"`
}

const isDrawn = (element) => {
  const style = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  if (style.visibility !== 'visible' || style.display === 'none' || box.width <= 1 || box.height <= 1) return false
  for (let each = element; each; each = each.parentElement) {
    const around = each.getBoundingClientRect()
    if (around.width <= 1 || around.height <= 1) return false
  }
  return true
}

/** True when the element, or one around it, may be scrolled to show it. */
const isScrolled = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const { overflowY } = getComputedStyle(each)
    if ((overflowY === 'auto' || overflowY === 'scroll') && each.scrollHeight > each.clientHeight + 1) return true
  }
  return false
}

const hasOwnText = (element) =>
  [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')

/** The box of the element's own words, without those of its children. */
const ownTextBox = (element) => {
  const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim() !== '')
  const range = document.createRange()
  range.setStartBefore(texts[0])
  range.setEndAfter(texts.at(-1))
  return range.getBoundingClientRect()
}

globalThis.measure = {
  /** Elements whose text is cut off or that reach out of the window or out of their key. */
  clipped() {
    const found = []
    for (const element of document.querySelectorAll('#screen *, [role="dialog"] *')) {
      if (element.closest('svg') || !isDrawn(element)) continue
      const box = element.getBoundingClientRect()
      const style = getComputedStyle(element)
      const hides = style.webkitLineClamp === 'none' && style.overflowX !== 'visible' && style.overflowX !== 'auto'
      if (hides && element.tagName !== 'INPUT' && element.scrollWidth > element.clientWidth + 1)
        found.push(`${name(element)} is ${element.scrollWidth} wide in ${element.clientWidth}`)
      if (
        hides &&
        element.tagName !== 'INPUT' &&
        style.overflowY !== 'auto' &&
        element.scrollHeight > element.clientHeight + 1
      )
        found.push(`${name(element)} is ${element.scrollHeight} high in ${element.clientHeight}`)
      if (isScrolled(element)) continue
      if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1)
        found.push(`${name(element)} reaches out of the window`)
      const main = element.closest('main')?.getBoundingClientRect()
      if (main && box.bottom > main.bottom + 1) found.push(`${name(element)} reaches under the status bar`)
      if (!hasOwnText(element)) continue
      const text = ownTextBox(element)
      const holder = element.closest('button, section, td, li, header, aside, footer')?.getBoundingClientRect()
      if (
        holder &&
        (text.right > holder.right + 1 ||
          text.left < holder.left - 1 ||
          text.bottom > holder.bottom + 1 ||
          text.top < holder.top - 1)
      )
        found.push(
          `${name(element)} reaches out of its ${element.closest('button, section, td, li, header, aside, footer').tagName.toLowerCase()}`,
        )
    }
    return [...new Set(found)]
  },
  /** Texts of neighbours inside one key or row that lie over each other. */
  overlapping() {
    const found = []
    for (const holder of document.querySelectorAll('button, li, footer, header')) {
      if (!isDrawn(holder)) continue
      const boxes = [...holder.querySelectorAll('*')]
        .filter((element) => !element.closest('svg') && hasOwnText(element) && isDrawn(element))
        .map((element) => {
          return { element, box: ownTextBox(element) }
        })
      for (const [index, a] of boxes.entries())
        for (const b of boxes.slice(index + 1)) {
          const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
          const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
          // The box of a text is a third higher than its letters.
          const letters = Math.min(
            ...[a, b].map(({ element }) => Number.parseFloat(getComputedStyle(element).fontSize)),
          )
          if (width > 2 && height > letters / 2) found.push(`${name(a.element)} lies over ${name(b.element)}`)
        }
    }
    return [...new Set(found)]
  },
  /** Controls smaller than a finger. */
  smallTargets(leastPx) {
    return [...document.querySelectorAll('button, input')]
      .filter(isDrawn)
      .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.height < leastPx - 0.5 || box.width < leastPx - 0.5)
      .map(({ element, box }) => `${name(element)} is ${Math.round(box.width)} by ${Math.round(box.height)}`)
  },
  /** Size in pixels of each drawn key that matches. */
  sizes(selector) {
    return [...document.querySelectorAll(selector)].filter(isDrawn).map((element) => {
      const box = element.getBoundingClientRect()
      return {
        name: name(element),
        width: box.width,
        height: box.height,
        fontSize: Number.parseFloat(getComputedStyle(element).fontSize),
      }
    })
  },
}
