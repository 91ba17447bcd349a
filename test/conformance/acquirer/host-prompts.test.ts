/**
 * Questions of the host over a real line, in both shipped profiles: they come and go within an open sale, on the line
 * of that sale, and the sale's own answer arrives whatever was answered.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { HostDialogue, HostPrompt, PromptAnswer } from '#payment/ports/host-prompt.port.ts'
import { ascii87 } from '#test/support/acquirer/ascii87-profile.ts'
import { bcd87 } from '#test/support/acquirer/bcd87-profile.ts'
import { type HostUnderTest, startHostUnderTest } from '#test/support/acquirer/host-under-test.ts'
import { encryptCard, saleOf } from '#test/support/acquirer/test-card.ts'

const card = encryptCard()
const APPROVED = { kind: 'answered', answer: { responseCode: '00', approved: true } }

function people(...answers: readonly (PromptAnswer | null)[]) {
  const left = [...answers]
  const asked: HostPrompt[] = []
  const withdrawn: string[] = []
  const dialogue: HostDialogue = {
    ask: async (prompt) => {
      asked.push(prompt)
      return left.shift() ?? new Promise(() => {})
    },
    withdraw: (id) => withdrawn.push(id),
  }
  return { dialogue, asked, withdrawn }
}

describe.each([ascii87, bcd87])('$name', (profile) => {
  let bench: HostUnderTest
  beforeAll(async () => {
    bench = await startHostUnderTest(['--profile', profile.name], profile)
  })
  afterAll(() => bench.stop())

  const answered = () => bench.host.next('prompt-answered', 5_000)
  const prompt = (command: Record<string, unknown>) => bench.host.command({ do: 'prompt', ...command })

  it('asks one after the other and then answers the sale', async () => {
    await prompt({ name: 'Q1', kind: 'number', title: 'Kilométrage ?', minLength: 1, maxLength: 7, seconds: 20 })
    await prompt({ name: 'Q2', kind: 'yes-no', place: 'customer', title: 'Lavage ?' })
    const first = answered()
    const { dialogue, asked } = people({ kind: 'answered', value: '48210' }, { kind: 'answered', value: 'N' })
    expect(await bench.acquirer.sale(saleOf('000001'), card, dialogue)).toMatchObject(APPROVED)
    expect(await first).toMatchObject({ id: 'Q1', responseCode: '00', answer: '48210' })
    expect(asked).toMatchObject([
      { id: 'Q1', kind: 'number', place: 'cashier', title: 'Kilométrage ?', maxLength: 7, deadlineMs: 20_000 },
      { id: 'Q2', kind: 'yes-no', place: 'customer' },
    ])
  })

  it('is refused politely where a kind is unknown or nobody stands by, and the sale goes on', async () => {
    await prompt({ kind: 'QR', title: 'Scannez' })
    const refused = answered()
    const { dialogue, asked } = people()
    expect(await bench.acquirer.sale(saleOf('000002'), card, dialogue)).toMatchObject(APPROVED)
    expect(await refused).toMatchObject({ responseCode: '12', answer: '' })
    expect(asked).toEqual([])
    await prompt({ kind: 'yes-no', title: 'Lavage ?' })
    expect(await bench.acquirer.sale(saleOf('000003'), card)).toMatchObject(APPROVED)
  })

  it('may decline for want of an answer', async () => {
    await prompt({ kind: 'text', title: 'Conducteur ?', codeWithoutAnswer: '57' })
    const { dialogue } = people({ kind: 'cancelled' })
    const outcome = await bench.acquirer.sale(saleOf('000004'), card, dialogue)
    expect(outcome).toMatchObject({ kind: 'answered', answer: { responseCode: '57', approved: false } })
  })

  it('stops the clock of the sale while a person thinks, and no longer than asked for', async () => {
    await bench.renew({ answerMs: 300 })
    await prompt({ kind: 'yes-no', title: 'Lavage ?', seconds: 1 })
    const late = answered()
    const { dialogue, withdrawn } = people(null)
    expect(await bench.acquirer.sale(saleOf('000005'), card, dialogue)).toMatchObject(APPROVED)
    expect(await late).toMatchObject({ responseCode: '68' })
    expect(withdrawn).toHaveLength(1)
  })

  it('leaves the outcome unknown when the line goes during a question', async () => {
    await prompt({ kind: 'message', title: 'Bonne route' })
    const { dialogue, asked, withdrawn } = people(null)
    const outcome = bench.acquirer.sale(saleOf('000006'), card, dialogue)
    await expect.poll(() => asked.length).toBe(1)
    await bench.host.command({ do: 'down' })
    expect(await outcome).toMatchObject({ kind: 'silent' })
    expect(withdrawn).toHaveLength(1)
    await bench.host.command({ do: 'up' })
  })

  it('still answers an echo of the host while a question is open', async () => {
    await bench.renew()
    await prompt({ name: 'Q9', kind: 'message', title: 'Bonne route' })
    let answer: (answer: PromptAnswer) => void = () => {}
    const ask = vi.fn(() => new Promise<PromptAnswer>((resolve) => (answer = resolve)))
    const outcome = bench.acquirer.sale(saleOf('000007'), card, { ask, withdraw: () => {} })
    await expect.poll(() => ask.mock.calls.length).toBe(1)
    const told = bench.host.next('told', 5_000)
    await bench.host.command({ do: 'ask', code: '301' })
    expect(await told).toMatchObject({ code: '301', responseCode: '00' })
    const end = answered()
    answer({ kind: 'answered', value: '' })
    expect(await end).toMatchObject({ id: 'Q9', responseCode: '00' })
    expect(await outcome).toMatchObject(APPROVED)
  })
})
