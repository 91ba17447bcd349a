/**
 * Loaded into the page before the screen: counts what React draws. It tells its tools of each commit; a component was drawn in it where
 * its mark says so (as React's own profiler reads it), and the parts it left alone hang on the same child as before.
 */
const PERFORMED_WORK = 1
const DRAWN_TAGS = [0, 11, 14, 15]
const HOST_TAG = 5
let counts = null

/** The element that a component shows first. */
function elementOf(fiber) {
  let each = fiber.child
  while (each !== null && each.tag !== HOST_TAG) each = each.child
  return each?.stateNode ?? null
}

function walk(fiber) {
  if (DRAWN_TAGS.includes(fiber.tag) && (fiber.flags & PERFORMED_WORK) !== 0) {
    counts.components += 1
    if (elementOf(fiber)?.hasAttribute('data-line')) counts.lines += 1
  }
  if (fiber.alternate !== null && fiber.child === fiber.alternate.child) return
  for (let child = fiber.child; child !== null; child = child.sibling) walk(child)
}

globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
  supportsFiber: true,
  inject: () => 1,
  onCommitFiberUnmount() {},
  onCommitFiberRoot(_id, root) {
    if (counts === null) return
    counts.commits += 1
    walk(root.current)
  },
}

globalThis.draws = {
  begin() {
    counts = { commits: 0, components: 0, lines: 0 }
  },
  /** What was drawn since: commits, components in them, and of these the lines of a ticket. */
  end() {
    const ended = counts
    counts = null
    return ended
  },
}
