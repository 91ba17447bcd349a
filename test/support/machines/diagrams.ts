import { type Edge, type Machine, walk } from './machine.ts'
import { MACHINES } from './machines.ts'

const HEAD = `# Machines

Drawn from the reducers by \`npm run machines\`: every state that events lead to, and every event that leads
from one to another. \`test/unit/machines.test.ts\` compares this file with the code, and shows that each state has a way
out by time, devices and the bank alone, or by the one thing that the screen asks a person for. An event that keeps the
state is left out.
`

/** The whole document. */
export async function drawMachines(): Promise<string> {
  const parts: string[] = []
  for (const machine of MACHINES) parts.push(await drawMachine(machine))
  return `${HEAD}\n${parts.join('\n')}`
}

async function drawMachine<State, Event>(machine: Machine<State, Event>): Promise<string> {
  const { edges, ends, needPerson } = await walk(machine)
  const { name, about, source } = machine
  const person = needPerson.length === 0 ? '' : ` A person is needed in: ${needPerson.join(', ')}.`
  const lines = [
    `    [*] --> ${idOf(machine.nameOf(machine.begin))}`,
    ...drawEdges(edges),
    ...ends.map((end) => `    ${idOf(end)} --> [*]`),
  ]
  const body = ['stateDiagram-v2', ...lines].join('\n')
  return `## ${name}\n\n${about} In \`${source}\`.${person}\n\n\`\`\`mermaid\n${body}\n\`\`\`\n`
}

/** One arrow from a state to another, with the names of all events that go that way. */
function drawEdges(edges: readonly Edge[]): string[] {
  const names = new Map<string, Set<string>>()
  for (const { from, to, name } of edges) {
    if (from === to) continue
    const arrow = `${idOf(from)} --> ${idOf(to)}`
    names.set(arrow, (names.get(arrow) ?? new Set()).add(name))
  }
  return [...names].sort().map(([arrow, events]) => `    ${arrow}: ${[...events].sort().join(', ')}`)
}

/** Mermaid takes no hyphen in the name of a state. */
const idOf = (state: string) => state.replaceAll('-', '_')
