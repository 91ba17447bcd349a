/** Who makes an event happen. Only a person may fail to: everything else has a deadline, or is the program itself. */
export type Actor = 'program' | 'time' | 'pad' | 'terminal' | 'pump' | 'bank' | 'disk' | 'person'

export interface MachineEvent<Event> {
  /** Its name in the diagram. */
  readonly name: string
  readonly by: Actor
  readonly event: Event
}

/** A machine of the product, in the form that the walk and the diagrams need. `State` is plain data. */
export interface Machine<State, Event> {
  readonly name: string
  /** One sentence for the document. */
  readonly about: string
  /** The file that the machine is in. */
  readonly source: string
  /** Every state there is by declaration; one that no event leads to is a fault. */
  readonly states: readonly string[]
  readonly begin: State
  readonly events: readonly MachineEvent<Event>[]
  /** The machine itself. Null: the event means nothing here. */
  readonly step: (state: State, event: Event) => State | null | Promise<State | null>
  /** Which of `states` this is. */
  readonly nameOf: (state: State) => string
  /** Leaves out of a state what counts for ever, so that the walk ends. */
  readonly fold?: (state: State) => State
  readonly isEnd: (state: State) => boolean
}

export interface Edge {
  readonly from: string
  readonly to: string
  readonly name: string
  readonly by: Actor
}

/** What a walk found. `stuck`: states from which no end is in reach with the help of one person at most. */
export interface Walk {
  readonly edges: readonly Edge[]
  readonly reached: readonly string[]
  readonly unreached: readonly string[]
  readonly ends: readonly string[]
  readonly stuck: readonly string[]
  /** States that have a way out only with a person's help. */
  readonly needPerson: readonly string[]
}

interface Node {
  readonly name: string
  readonly isEnd: boolean
  /** Keys of the nodes that lead here. */
  readonly from: { readonly key: string; readonly by: Actor }[]
}

const walks = new WeakMap<object, Promise<Walk>>()

/** Goes everywhere from the beginning by every event, then back from the ends; once for each machine. */
export function walk<State, Event>(machine: Machine<State, Event>): Promise<Walk> {
  const known = walks.get(machine) ?? walkNow(machine)
  walks.set(machine, known)
  return known
}

async function walkNow<State, Event>(machine: Machine<State, Event>): Promise<Walk> {
  const { nodes, edges } = await explore(machine)
  const byThemselves = backFrom(
    [...nodes].flatMap(([key, { isEnd }]) => (isEnd ? [key] : [])),
    nodes,
  )
  const oneStepOfAPerson = [...nodes].flatMap(([key, { from }]) =>
    byThemselves.has(key) ? from.flatMap((source) => (source.by === 'person' ? [source.key] : [])) : [],
  )
  const withAPerson = backFrom([...byThemselves, ...oneStepOfAPerson], nodes)
  const named = (keys: Iterable<string>) => [...new Set([...keys].map((key) => nodes.get(key)?.name ?? ''))].sort()
  const reached = named(nodes.keys())
  return {
    edges,
    reached,
    unreached: machine.states.filter((state) => !reached.includes(state)),
    ends: named([...nodes].flatMap(([key, { isEnd }]) => (isEnd ? [key] : []))),
    stuck: named([...nodes.keys()].filter((key) => !withAPerson.has(key))),
    needPerson: named([...nodes.keys()].filter((key) => !byThemselves.has(key))),
  }
}

async function explore<State, Event>(machine: Machine<State, Event>) {
  const { begin, events, step, nameOf, isEnd, fold = (state) => state } = machine
  const nodes = new Map<string, Node>()
  const edges = new Map<string, Edge>()
  const open: State[] = []
  const keyOf = (state: State) => JSON.stringify(state)
  const enter = (state: State): Node => {
    const key = keyOf(state)
    const known = nodes.get(key)
    if (known) return known
    const node = { name: nameOf(state), isEnd: isEnd(state), from: [] }
    nodes.set(key, node)
    open.push(state)
    return node
  }
  enter(fold(begin))
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const key = keyOf(state)
    for (const { name, by, event } of events) {
      const next = await step(state, event)
      if (next === null || keyOf(fold(next)) === key) continue
      enter(fold(next)).from.push({ key, by })
      const edge = { from: nameOf(state), to: nameOf(next), name, by }
      edges.set(JSON.stringify(edge), edge)
    }
  }
  return { nodes, edges: [...edges.values()] }
}

function backFrom(keys: readonly string[], nodes: ReadonlyMap<string, Node>): Set<string> {
  const found = new Set(keys)
  const open = [...keys]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const source of nodes.get(key)?.from ?? []) {
      if (found.has(source.key) || source.by === 'person') continue
      found.add(source.key)
      open.push(source.key)
    }
  }
  return found
}
