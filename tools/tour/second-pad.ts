import { startSimulator } from '#simulators/process/simulator-client.ts'
import { finish, goTo, LONG_MS, openPayment, ring, type Scene } from './scene.ts'

/**
 * A technician sets up a second pad on a serial line, tries it and sells on it; then it is put away again. The pad is
 * a process of its own, whose emitted blocks are looked for in what the day leaves, as those of the first.
 */
export async function secondPad(
  scene: Scene,
  files: { readonly emitted: string; readonly keys: string },
): Promise<void> {
  const { stage, cashier, say } = scene
  const pad = await startSimulator('abecs-pad', [
    '--pty',
    '--serial-number',
    'SIM0000002',
    '--emitted',
    files.emitted,
    '--ksn-state',
    files.keys,
  ])
  try {
    await signInAs(scene, 'technician', '6666')
    const found = await stage.ask('devices.probePad', { endpoint: pad.endpoint })
    say(`second pad: ${found.maker} ${found.model} ${found.serialNumber} at ${pad.endpoint}`)
    const first = (await stage.look()).devices.devices.find(({ kind, isDefault }) => kind === 'pad' && isDefault)
    const { deviceId } = await stage.ask('devices.addPad', {
      alias: 'TPE Terrasse',
      endpoint: pad.endpoint,
      serialNumber: found.serialNumber,
    })
    await stage.ask('devices.loadTables', { deviceId })
    await stage.ask('devices.testText', { deviceId })
    await pad.command({ do: 'customer', plan: [{ card: 'cb-chip', how: 'insert', afterMs: 300 }] })
    const card = await stage.ask('devices.testCard', { deviceId })
    await pad.command({ do: 'customer', plan: [{ card: 'cb-chip', how: 'insert', pin: '1234', afterMs: 300 }] })
    const trial = await stage.ask('devices.testSale', { deviceId })
    say(`second pad: card read (${card.cardTail}), trial sale ${trial.outcome}`)
    if (trial.outcome !== 'approved-and-reversed') throw new Error(`the trial sale: ${JSON.stringify(trial)}`)
    await cashier.press('Shift+F12')
    await cashier.sees('TPE Terrasse')
    await cashier.picture('second-pad')
    await goTo(scene, 'nav.sale')
    await stage.ask('devices.makeDefault', { deviceId })

    await signInAs(scene, 'cashier', '1111')
    await ring(scene, 2)
    const { sale } = await openPayment(scene)
    await pad.command({ do: 'customer', plan: [{ card: 'mastercard-chip', how: 'insert', pin: '1234', afterMs: 300 }] })
    await cashier.press('*')
    await finish(scene, sale.id, 'on-the-second-pad')

    await signInAs(scene, 'technician', '6666')
    if (first) await stage.ask('devices.makeDefault', { deviceId: first.id })
    await stage.ask('devices.remove', { deviceId })
    await stage.until('the first pad again', ({ status }) => status.pad.alias === first?.alias, LONG_MS)
    await signInAs(scene, 'cashier', '1111')
  } finally {
    await pad.stop()
  }
}

/** Locks the till and signs in the first person of that role. */
export async function signInAs(
  { stage }: Scene,
  role: 'cashier' | 'manager' | 'technician',
  pin: string,
): Promise<void> {
  await stage.ask('session.lock', {})
  const { session } = await stage.until('the sign-in', ({ session: { kind } }) => kind === 'locked')
  const person = session.kind === 'locked' ? session.users.find((user) => user.role === role) : undefined
  if (!person) throw new Error(`there is no ${role}`)
  await stage.ask('session.signIn', { userId: person.id, pin })
  // A key pressed before would go to the screen of whoever was there, or to nobody.
  await stage.page.locator('header').getByText(person.name, { exact: true }).first().waitFor()
}
