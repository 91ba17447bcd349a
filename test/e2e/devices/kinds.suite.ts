import { describe, expect, it } from 'vitest'
import { type SimulatorHandle, type SimulatorName, startSimulator } from '#simulators/process/simulator-client.ts'
import type { Counter } from '#test/support/e2e/counter.ts'
import { deviceHands } from '#test/support/e2e/device-hands.ts'
import { SEE_TIMEOUT_MS } from '#test/support/e2e/eyes.ts'
import { eventually } from '#test/support/e2e/sale-steps.ts'

interface Terminal {
  readonly what: string
  readonly simulator: SimulatorName
  readonly args: readonly string[]
  readonly protocol: 'Caisse-AP' | 'ZVT' | 'nexo'
  readonly fields: Readonly<Record<string, string>>
  /** What is wrong at first, what the screen says of it, and how it is put right. */
  readonly first?: (mend: Mend) => Promise<void>
  /** What it is asked, by its own record, when nobody pays. */
  readonly asked: string
  readonly terminalId: string
}

interface Mend {
  readonly counter: Counter
  readonly simulator: SimulatorHandle
  readonly choose: (name: string | RegExp) => Promise<void>
  readonly fill: (label: string, text: string) => Promise<void>
}

const TERMINALS: readonly Terminal[] = [
  {
    what: 'a terminal that speaks Caisse-AP',
    simulator: 'caisse-ap-terminal',
    args: [],
    protocol: 'Caisse-AP',
    fields: { 'N° de caisse': '02', 'Application de la carte (CC)': '00B' },
    asked: 'identify',
    terminalId: '330538600404',
  },
  {
    what: 'a terminal that speaks Concert V3 on a serial line',
    simulator: 'caisse-ap-terminal',
    args: ['--pty'],
    protocol: 'Caisse-AP',
    fields: {},
    asked: 'identify',
    terminalId: '330538600404',
  },
  {
    what: 'a terminal that speaks ZVT, which is taken for another one first',
    simulator: 'zvt-terminal',
    args: [],
    protocol: 'ZVT',
    fields: { 'Mot de passe de caisse (6 chiffres)': '000000' },
    first: async ({ counter, simulator, choose }) => {
      await choose('Caisse-AP')
      await choose(/^Interroger/)
      await counter.eyes.sees(`À ${simulator.endpoint} répond un terminal bancaire qui parle ZVT.`)
    },
    asked: 'registration',
    terminalId: '28004869',
  },
  {
    what: 'a terminal that speaks nexo, once its certificate is known',
    simulator: 'nexo-terminal',
    args: [],
    protocol: 'nexo',
    fields: {
      'Nom du terminal (POIID)': 'P400Plus-275039202',
      'Nom de la caisse (SaleID)': 'Caisse-1',
      'Identifiant de clé': 'training-key',
      'Version de clé': '1',
      'Phrase secrète de la clé': 'training',
    },
    first: async ({ counter, simulator, choose, fill }) => {
      const { fingerprint } = (await simulator.command({ do: 'certificate' })) as { fingerprint: string }
      await choose(/^Interroger/)
      await counter.eyes.sees(`montre le certificat ${fingerprint}, que la caisse ne connaît pas`)
      await fill('Certificat : empreinte SHA-256, ou racine (PEM)', fingerprint)
    },
    asked: 'Diagnosis',
    terminalId: 'P400Plus-275039202',
  },
]

/** Pads and customer displays have flows of their own. */
export function describeKinds(counter: () => Counter): void {
  describe('by the screen', () => {
    it.each(TERMINALS)('$what is added, tried and removed, and no money moves', async (terminal) => {
      const till = counter()
      const { eyes, stage } = till
      const { alias, simulator, asked, hands, choose, fill } = await begin(till, terminal)
      await hands.add()
      await choose(/^Terminal bancaire/)
      await hands.pressInDialog('goOn')
      await eyes.sees('Où est branché le terminal ?')
      await choose(terminal.protocol)
      await fill('Port ou adresse', simulator.endpoint.replace(/^(tcp:\/\/|serial:)/, ''))
      for (const [label, text] of Object.entries(terminal.fields)) await fill(label, text)
      if (terminal.first !== undefined) {
        await terminal.first({ counter: till, simulator, choose, fill })
        expect(asked()).toEqual([])
        await choose(terminal.protocol)
      }
      await hands.pressInDialog('goOn')
      await eyes.sees('Le terminal a répondu')
      await eyes.sees(terminal.terminalId)
      await hands.fill(alias)
      await hands.pressInDialog('goOn')
      await eyes.sees('Le terminal fait ses preuves')
      await untilReady(till, alias)
      const before = asked().length
      await hands.pressInDialog('goOn')
      await eyes.sees(`Il répond : terminal n° ${terminal.terminalId}.`)
      expect(asked().length).toBeGreaterThan(before)
      expect(new Set(asked())).toEqual(new Set([terminal.asked]))
      expect(await simulator.command({ do: 'ledger' })).toEqual([])
      await hands.pressInDialog('goOn')
      const ofPayments = async () => (await stage.look()).terminals.map(({ alias: name }) => name)
      expect(await ofPayments()).toContain(alias)
      await remove(till, alias)
      await eventually(ofPayments).not.toContain(alias)
      await simulator.stop()
    })

    it('a printer is added with its width and tried by a slip that counts nowhere', async () => {
      const till = counter()
      const { eyes } = till
      const printer = { simulator: 'escpos-printer', args: ['--columns', '48'], what: 'a printer' } as const
      const { alias, simulator, hands, choose, fill } = await begin(till, printer)
      const sold = await till.salesOnDisk()
      await hands.add()
      await choose(/^Imprimante/)
      await hands.pressInDialog('goOn')
      await fill('Port ou adresse', simulator.endpoint.replace('tcp://', ''))
      await hands.pressInDialog('goOn')
      await eyes.sees('L’imprimante répond')
      await choose('48')
      await hands.fill(alias)
      await hands.pressInDialog('goOn')
      await eyes.sees('L’imprimante fait ses preuves')
      await untilReady(till, alias)
      const slip = simulator.next('ticket', SEE_TIMEOUT_MS)
      await hands.pressInDialog('goOn')
      await eyes.sees('Envoyé : vérifiez les accents et la coupe sur le papier.')
      const { text, problems } = await slip
      expect(String(text)).toContain("PAGE D'ESSAI")
      expect(problems).toEqual([])
      await hands.pressInDialog('goOn')
      expect(await till.salesOnDisk()).toEqual(sold)
      await remove(till, alias)
      await simulator.stop()
    })
  })
}

/** The technician, who is signed in, before the devices, with one more that is plugged in. */
async function begin(till: Counter, { simulator: name, args }: Pick<Terminal, 'simulator' | 'args'>) {
  const simulator = await startSimulator(name, args)
  till.keepUntilClosed(simulator)
  const record: string[] = []
  simulator.onEvent(({ event, name: question, operation, category }) => {
    if (event === 'asked') record.push(String(question ?? operation ?? category))
  })
  const hands = deviceHands(till)
  await hands.goToDevices()
  const dialog = till.stage.page.getByRole('dialog')
  const choose = (key: string | RegExp) =>
    dialog
      .getByRole('button', { name: key, ...(typeof key === 'string' && { exact: true }) })
      .last()
      .tap({ timeout: SEE_TIMEOUT_MS })
  const fill = (label: string, text: string) => dialog.getByLabel(label, { exact: true }).fill(text)
  return { alias: `Essai ${name}`, simulator, asked: () => record, hands, choose, fill }
}

async function untilReady(till: Counter, alias: string): Promise<void> {
  const device = async () => (await till.stage.look()).devices.devices.find((each) => each.alias === alias)
  await eventually(async () => (await device())?.state).toBe('ready')
}

async function remove(till: Counter, alias: string): Promise<void> {
  const hands = deviceHands(till)
  await hands.press('remove')
  await till.eyes.sees(`Retirer ${alias} ?`)
  await hands.confirmRemoval()
  await till.eyes.seesNoMore(`Retirer ${alias} ?`)
}
